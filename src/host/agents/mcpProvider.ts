import * as vscode from "vscode";
import { workspaceFolders } from "./toolPlatform";

/** What of VS Code's API for MCP servers is used; it came after the oldest version that we run in. */
interface McpApi {
  registerMcpServerDefinitionProvider(
    id: string,
    provider: {
      provideMcpServerDefinitions(): readonly object[];
      onDidChangeMcpServerDefinitions: vscode.Event<void>;
    },
  ): vscode.Disposable;
}

type McpServer = new (
  label: string,
  command: string,
  args: string[],
  env: Record<string, string>,
  version: string,
) => object;

/** As in the manifest. */
const id = "optimizerLens.mcp";

/** Offers our MCP server where VS Code starts such, in trusted workspaces. */
export function offerMcpServer(
  context: vscode.ExtensionContext,
  python: () => string | undefined,
): vscode.Disposable[] {
  const models = vscode.lm as unknown as Partial<McpApi> | undefined;
  const { McpStdioServerDefinition } = vscode as unknown as {
    McpStdioServerDefinition?: McpServer;
  };
  if (!models?.registerMcpServerDefinitionProvider || !McpStdioServerDefinition) return [];
  const changed = new vscode.EventEmitter<void>();
  const script = vscode.Uri.joinPath(context.extensionUri, "dist", "mcp.cjs").fsPath;
  const { version } = context.extension.packageJSON as { readonly version: string };
  const provider = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions() {
      const folders = workspaceFolders();
      if (!vscode.workspace.isTrusted || folders.length === 0) return [];
      const chosen = python();
      const environment = {
        ELECTRON_RUN_AS_NODE: "1",
        ...(chosen !== undefined && { OPTIMIZER_LENS_PYTHON: chosen }),
      };
      const args = [script, ...folders];
      return [
        new McpStdioServerDefinition(
          "Optimizer Lens",
          process.execPath,
          args,
          environment,
          version,
        ),
      ];
    },
  };
  const subscriptions = [
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
  ];
  try {
    subscriptions.push(models.registerMcpServerDefinitionProvider(id, provider));
  } catch {
    // VS Code 1.100 has the function, but reads another entry of the manifest than every version since.
  }
  return subscriptions;
}
