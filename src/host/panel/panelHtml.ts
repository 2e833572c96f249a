import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { shownLanguage } from "../../../l10n/words";

/**
 * The panel's page: the texts of the language that is shown, one script, which may load those for formulas, sweeps,
 * pictures and the relief, one stylesheet, and nothing else.
 */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString("hex");
  const asset = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extensionUri), name)).toString();
  // The toolkit styles its shadow roots with style elements, hence 'unsafe-inline' for styles alone.
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `img-src ${webview.cspSource} data: blob:`,
    `font-src ${webview.cspSource} data:`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset("main.css")}">
<title>Optimizer Lens</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${asset(`words.${shownLanguage().id}.js`)}"></script>
<script nonce="${nonce}" src="${asset("main.js")}" data-formulas="${asset("formulas.js")}" data-sweeps="${asset("sweeps.js")}" data-pictures="${asset("pictures.js")}" data-relief="${asset("relief.js")}"></script>
</body>
</html>`;
}

/** The only folder a panel may read. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, "dist", "webview");
}
