import * as vscode from "vscode";
import { section } from "../settings";

/** The parts of the API of Python's environments extension that are used. */
interface EnvironmentsApi {
  getEnvironment(
    scope: vscode.Uri | undefined,
  ): Promise<
    { readonly execInfo?: { readonly run?: { readonly executable?: string } } } | undefined
  >;
  readonly onDidChangeEnvironment?: vscode.Event<unknown>;
}

/** The same of the Python extension. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(scope?: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      path: unknown,
    ): Promise<{ readonly executable?: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
  };
}

/**
 * Which interpreter runs Python: the one that the person set, in the user's settings alone, else the one that is chosen in
 * an extension for Python. Those are asked once a document in Python is shown, in a trusted workspace; without an answer
 * the runner takes the first that the system has.
 */
export class PythonInterpreter implements vscode.Disposable {
  private chosen: string | undefined;
  private isAsked = false;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly onChange: () => void) {}

  /** Its path, as far as is known. */
  get path(): string | undefined {
    return setPath() ?? this.chosen;
  }

  /** Asks the extensions, once. */
  async ask(document: vscode.TextDocument): Promise<void> {
    if (this.isAsked || document.languageId !== "python" || !vscode.workspace.isTrusted) return;
    this.isAsked = true;
    const environments = await api<EnvironmentsApi>("ms-python.vscode-python-envs");
    const python = await api<PythonApi>("ms-python.python");
    const look = async (): Promise<void> => {
      const found =
        (await ofEnvironments(environments, document.uri)) ??
        (await ofPython(python, document.uri));
      if (found === this.chosen) return;
      this.chosen = found;
      this.onChange();
    };
    const changed = [
      environments?.onDidChangeEnvironment,
      python?.environments?.onDidChangeActiveEnvironmentPath,
    ];
    for (const event of changed) if (event) this.subscriptions.push(event(() => void look()));
    await look();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** Never from a workspace's settings: they may come with code that is not the person's. */
function setPath(): string | undefined {
  const set = vscode.workspace.getConfiguration(section).inspect<unknown>("pythonPath");
  return typeof set?.globalValue === "string" && set.globalValue !== ""
    ? set.globalValue
    : undefined;
}

async function api<Api>(id: string): Promise<Api | undefined> {
  const extension = vscode.extensions.getExtension<Api>(id);
  try {
    return await extension?.activate();
  } catch {
    return undefined;
  }
}

async function ofEnvironments(
  environments: EnvironmentsApi | undefined,
  uri: vscode.Uri,
): Promise<string | undefined> {
  try {
    return (await environments?.getEnvironment(uri))?.execInfo?.run?.executable;
  } catch {
    return undefined;
  }
}

async function ofPython(
  python: PythonApi | undefined,
  uri: vscode.Uri,
): Promise<string | undefined> {
  try {
    const active = python?.environments?.getActiveEnvironmentPath(uri);
    const resolved = active && (await python?.environments?.resolveEnvironment(active));
    return resolved?.executable?.uri?.fsPath;
  } catch {
    return undefined;
  }
}
