// As much of VS Code's API as the parts of the host need that are tested without it. A test replaces what it is about.

export const l10n = {
  t: (text: string, ...values: readonly (string | number | boolean)[]): string =>
    text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};

interface Disposable {
  dispose(): void;
}
const nothingToDispose: Disposable = { dispose: () => undefined };

export const languages = { registerCodeLensProvider: (): Disposable => nothingToDispose };

export class EventEmitter<T> {
  private readonly listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void): Disposable => {
    this.listeners.push(listener);
    return nothingToDispose;
  };
  fire(value: T): void {
    for (const listener of this.listeners) listener(value);
  }
  dispose(): void {
    this.listeners.length = 0;
  }
}

export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command: unknown,
  ) {}
}

export const workspace = {
  isTrusted: true,
  textDocuments: [] as unknown[],
  workspaceFolders: undefined,
  createFileSystemWatcher: () => ({
    onDidCreate: () => undefined,
    onDidChange: () => undefined,
    onDidDelete: () => undefined,
    dispose: () => undefined,
  }),
  onDidChangeTextDocument: (): Disposable => nothingToDispose,
  onDidCloseTextDocument: (): Disposable => nothingToDispose,
  onDidChangeConfiguration: (): Disposable => nothingToDispose,
  findFiles: (): Promise<unknown[]> => Promise.resolve([]),
  openTextDocument: (uri: unknown): Promise<unknown> =>
    Promise.reject(new Error(`no document at ${String(uri)}`)),
  fs: {
    readFile: (): Promise<Uint8Array> => Promise.reject(new Error("no files here")),
  },
};

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
}

export class Diagnostic {
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export const DiagnosticSeverity = { Error: 0, Warning: 1 };

export const window = {
  tabGroups: { all: [] as unknown[] },
  showErrorMessage: (): Promise<undefined> => Promise.resolve(undefined),
};
