import type * as vscode from "vscode";
import { startHost, type ExtensionApi } from "./host/activate";

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  return startHost(context);
}
