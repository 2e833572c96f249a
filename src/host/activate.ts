// host: the extension inside VS Code.
// What enters: documents, commands, and calls of the webview. What leaves: lenses, diagnostics, and what a panel shows. A
// `Session` follows one function (`session/`), a panel is a projection of it (`panel/`); `editor/` is what stands in
// the text, `learning/` the lessons and examples.
// Who may call: `extension.ts`. It never runs a person's code.

import * as vscode from "vscode";
import { languageFor } from "../../l10n/languages";
import { showLanguage } from "../../l10n/words";
import { RunnerClient } from "../runner/client/runnerClient";
import type { Connection } from "../headless/simulateOnce";
import { toolApi, type ToolApi } from "./agents/api";
import { registerTools } from "./agents/languageModelTools";
import { offerMcpServer } from "./agents/mcpProvider";
import { inBackground } from "./background";
import { chooseFunction, isSimulateArgument } from "./editor/chooseFunction";
import { LossLenses } from "./editor/codeLens";
import { Diagnostics } from "./editor/diagnostics";
import { DocumentFunctions } from "./editor/documentFunctions";
import { findOptions, functionsOf, languageOfDocument } from "./editor/documents";
import { ExampleFiles } from "./learning/exampleFiles";
import { Examples } from "./learning/examples";
import { Lessons } from "./learning/lessons";
import { PythonInterpreter } from "./editor/pythonInterpreter";
import { OwnOptimizers } from "./editor/userOptimizers";
import { Panels } from "./panel/panels";
import { Results } from "./editor/results";
import type { HostServices } from "./services";
import { readSettings, section, type Settings } from "./settings";
import { LossContext } from "./editor/lossContext";
import { CommentProblems } from "./editor/commentProblems";
import { WritingHelp } from "./editor/writingHelp";
import { RunningItem } from "./editor/statusBar";
import { isTryArgument, tryOptimizer } from "./editor/tryOptimizer";

/** What other extensions may use; the tests look through it, too. */
export interface ExtensionApi extends ToolApi {
  /** Process id of the runner, while there is one. */
  runnerPid(): number | undefined;
}

/** Puts the parts together and registers them; everything is disposed with the context. */
export function startHost(context: vscode.ExtensionContext): ExtensionApi {
  const log = vscode.window.createOutputChannel("Optimizer Lens", { log: true });
  const settings = cachedSettings(context, log);
  const lessons = new Lessons(context.extensionUri);
  const exampleFiles = new ExampleFiles(context.extensionUri, context.workspaceState);
  const examples = new Examples(context.extensionUri, lessons, exampleFiles);
  const functions = new DocumentFunctions(settings, log);
  const ownOptimizers = new OwnOptimizers(log);
  inBackground(lessons.all(), "reading the lessons", log);
  const diagnostics = new Diagnostics();
  const results = new Results();
  const running = new RunningItem();
  const python = new PythonInterpreter(() => runner.restart());
  const connection: Connection = {
    script: vscode.Uri.joinPath(context.extensionUri, "dist", "runner.cjs").fsPath,
    python: () => python.path,
    limits: () => ({ time: settings().timeLimit * 1000, memory: settings().memoryLimit }),
    log: (line) => log.warn(line),
  };
  const runner = new RunnerClient({ ...connection, onSlice: (slice) => panels.receive(slice) });
  const services: HostServices = {
    extensionUri: context.extensionUri,
    runner,
    diagnostics,
    results,
    log,
    language: vscode.env.language,
    settings,
    mayRun: (document) =>
      vscode.workspace.isTrusted ||
      (languageOfDocument(document).needsTrust !== true && examples.isUnchanged(document)),
    functionAt: (document, offset) =>
      languageOfDocument(document).functionAround(
        document.getText(),
        offset,
        findOptions(document, settings(document.uri).functionNames),
      ),
    ownOptimizers,
    lessonOf: (uri) => lessons.of(uri),
  };
  showLanguage(languageFor(vscode.env.language));
  const panels = new Panels(
    services,
    (document) => functions.of(document),
    (session, state) =>
      running.report(session, state?.status === "running" ? (state.progress ?? 0) : undefined),
  );
  const editorChanged = () => {
    const document = vscode.window.activeTextEditor?.document;
    const found = document ? functions.of(document) : [];
    if (document) inBackground(python.ask(document), "asking for the Python interpreter", log);
    // Who writes @simulate means to simulate: the click then need not wait for a process to start.
    const meant = found.find(({ marked }) => marked === "comment");
    if (meant && vscode.workspace.isTrusted) runner.warmUp(meant.language);
  };
  editorChanged();
  context.subscriptions.push(
    log,
    diagnostics,
    results,
    running,
    functions,
    new LossLenses(functions, settings, results),
    new LossContext(functions, settings),
    new WritingHelp(functions, ownOptimizers, results),
    new CommentProblems(functions, ownOptimizers, diagnostics, settings, log),
    panels,
    ownOptimizers,
    python,
    exampleFiles,
    { dispose: () => runner.dispose() },
    vscode.window.onDidChangeActiveTextEditor(editorChanged),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) results.edited(document.uri);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const settled = ["timeLimit", "memoryLimit", "pythonPath"].map(
        (name) => `${section}.${name}`,
      );
      if (settled.some((name) => event.affectsConfiguration(name))) runner.restart();
    }),
    ...registerCommands(panels, services, examples),
    ...registerTools(connection),
    ...offerMcpServer(context, () => python.path),
  );
  return { ...toolApi(connection), runnerPid: () => runner.pid };
}

function registerCommands(
  panels: Panels,
  services: HostServices,
  examples: Examples,
): vscode.Disposable[] {
  const register = (name: string, run: (argument: unknown) => unknown) =>
    vscode.commands.registerCommand(`${section}.${name}`, run);
  const { runner, log } = services;
  /** Simulates the first function of an example as soon as that is open. */
  const showFirst = async (opening: Promise<vscode.TextEditor | undefined>) => {
    const document = (await opening)?.document;
    const [first] = document
      ? functionsOf(document, services.settings(document.uri).functionNames).functions
      : [];
    if (!document || !first) return;
    await panels.show({ uri: document.uri, name: first.name, offset: first.nameRange.from });
  };
  return [
    register("simulate", async (argument) => {
      const subject = isSimulateArgument(argument)
        ? { ...argument, uri: vscode.Uri.parse(argument.uri) }
        : await chooseFunction((scope) => services.settings(scope));
      if (subject) await panels.show(subject);
    }),
    register("openExample", (file) =>
      showFirst(examples.openExample(typeof file === "string" ? file : undefined)),
    ),
    register("openLesson", (file) =>
      showFirst(examples.openLesson(typeof file === "string" ? file : undefined)),
    ),
    register("tryOptimizer", async (argument) => {
      if (isTryArgument(argument)) await tryOptimizer(argument, panels, services);
    }),
    register("rerun", () => panels.current?.session.refresh()),
    register("stop", () => {
      for (const { session } of panels.all) session.stop();
    }),
    register("togglePause", () => {
      const session = panels.current?.session;
      session?.setPaused(!session.isPaused);
    }),
    register("toggleLock", () => {
      const session = panels.current?.session;
      session?.setLocked(!session.isLocked);
    }),
    ...(["pytorch", "optax", "keras"] as const).map((library) =>
      register(`copyCode.${library}`, async (argument) => {
        if (isRunArgument(argument)) await panels.current?.copyCode(argument.runId, library);
      }),
    ),
    register("removeRun", async (argument) => {
      if (isRunArgument(argument)) await panels.current?.removeRun(argument.runId);
    }),
    register("resetView", () => panels.current?.command("resetView")),
    register("play", () => panels.current?.command("play")),
    register("stepForward", () => panels.current?.command("stepForward")),
    register("stepBackward", () => panels.current?.command("stepBackward")),
    register("saveToCode", () => panels.current?.save()),
    register("exportCsv", () => panels.current?.export("csv")),
    register("exportJson", () => panels.current?.export("json")),
    register("restartRunner", async () => {
      runner.restart();
      await Promise.all(panels.all.map(({ session }) => session.refresh()));
    }),
    register("showLog", () => log.show()),
  ];
}

/** What the menu of a run in the panel passes. */
function isRunArgument(value: unknown): value is { readonly runId: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "runId" in value &&
    typeof value.runId === "string"
  );
}

/** Settings read once and again when they change; a wrong one warns once. */
function cachedSettings(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): (scope?: vscode.Uri) => Settings {
  const warned = new Set<string>();
  const warn = (message: string, setting: string) => {
    if (warned.has(message)) return;
    warned.add(message);
    log.warn(message);
    inBackground(warnOfSetting(message, setting), "opening a setting", log);
  };
  const settings = new Map<string, Settings>();
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(section)) return;
      warned.clear();
      settings.clear();
    }),
  );
  return (scope) => {
    const key = scope?.toString() ?? "";
    const known = settings.get(key) ?? readSettings(scope, warn);
    settings.set(key, known);
    return known;
  };
}

/** Says what is wrong with a setting, with a way to it. */
async function warnOfSetting(message: string, setting: string): Promise<void> {
  const open = vscode.l10n.t("Open Setting");
  const answer = await vscode.window.showWarningMessage(message, open);
  if (answer === open)
    await vscode.commands.executeCommand("workbench.action.openSettings", `@id:${setting}`);
}
