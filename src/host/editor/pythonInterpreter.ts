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

/** Opens what chooses an interpreter: the Python extension's list where that is installed, else the setting. */
export async function chooseInterpreter(): Promise<void> {
  if (setPath() === undefined && vscode.extensions.getExtension("ms-python.python")) {
    await vscode.commands.executeCommand("python.setInterpreter");
  } else {
    // A setting of the machine: on a remote one it stands among that one's own.
    const where = vscode.env.remoteName === undefined ? "openSettings" : "openRemoteSettings";
    const query = `@id:${section}.pythonPath`;
    await vscode.commands.executeCommand(`workbench.action.${where}`, { query });
  }
}

/** Never from a workspace's settings: they may come with code that is not the person's. */
function setPath(): string | undefined {
  const set = vscode.workspace.getConfiguration(section).inspect<unknown>("pythonPath");
  return typeof set?.globalValue === "string" && set.globalValue !== ""
    ? set.globalValue
    : undefined;
}

function api<Api>(id: string): Promise<Api | undefined> {
  return answerOf(() => vscode.extensions.getExtension<Api>(id)?.activate());
}

function ofEnvironments(
  environments: EnvironmentsApi | undefined,
  uri: vscode.Uri,
): Promise<string | undefined> {
  return answerOf(async () => (await environments?.getEnvironment(uri))?.execInfo?.run?.executable);
}

function ofPython(python: PythonApi | undefined, uri: vscode.Uri): Promise<string | undefined> {
  return answerOf(async () => {
    const active = python?.environments?.getActiveEnvironmentPath(uri);
    const resolved = active && (await python?.environments?.resolveEnvironment(active));
    return resolved?.executable?.uri?.fsPath;
  });
}

/** What another extension answers; nothing where it fails, which is its own affair. */
async function answerOf<T>(
  ask: () => PromiseLike<T | undefined> | undefined,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
