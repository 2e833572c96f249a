import * as vscode from "vscode";
import { PlacedError } from "../../headless/placedError";
import type { Picture } from "../../headless/picture/surface";
import type { Connection } from "../../headless/simulateOnce";
import { tools, type Tool } from "../../headless/tools";
import { UsageError } from "../../headless/usageError";
import { toolPlatform } from "./toolPlatform";

/** What of VS Code's API for pictures is used; it came after the oldest version that we run in. */
interface DataParts {
  image(data: Uint8Array, mimeType: string): object;
}

const { LanguageModelDataPart: Data } = vscode as unknown as {
  readonly LanguageModelDataPart?: DataParts;
};

/** The name under which VS Code knows a tool, as in the manifest. */
function nameInEditor({ name }: Pick<Tool, "name">): string {
  return `optimizerLens_${name}`;
}

/** Offers the tools to language models, where this VS Code knows such. */
export function registerTools(connection: Connection): vscode.Disposable[] {
  const models = vscode.lm as Partial<Pick<typeof vscode.lm, "registerTool">> | undefined;
  if (models?.registerTool === undefined) return [];
  return tools.map((tool) =>
    vscode.lm.registerTool(nameInEditor(tool), languageModelTool(tool, connection)),
  );
}

function languageModelTool(
  tool: Tool,
  connection: Connection,
): vscode.LanguageModelTool<Readonly<Record<string, unknown>>> {
  return {
    prepareInvocation: ({ input }) => preparation(tool, input),
    invoke: async ({ input }, token) => {
      const stop = new AbortController();
      const subscription = token.onCancellationRequested(() => stop.abort());
      try {
        const platform = toolPlatform({ ...connection, signal: stop.signal }, Data !== undefined);
        const { found, picture } = await tool.run(input, platform);
        return resultOf(JSON.stringify(found), picture);
      } catch (error) {
        // What the model can mend is its answer; what it cannot fails.
        if (error instanceof UsageError || error instanceof PlacedError)
          return resultOf(error.message);
        throw error;
      } finally {
        subscription.dispose();
      }
    },
  };
}

function resultOf(text: string, picture?: Picture): vscode.LanguageModelToolResult {
  const parts: unknown[] = [new vscode.LanguageModelTextPart(text)];
  if (Data && picture) {
    const { png, caption } = picture;
    parts.push(new vscode.LanguageModelTextPart(caption), Data.image(png, "image/png"));
  }
  // Of the parts the type knows those that every VS Code has.
  return new vscode.LanguageModelToolResult(parts as vscode.LanguageModelTextPart[]);
}

/** What is about to happen, and for what runs code the question whether it may. */
function preparation(
  { title, runsCode }: Tool,
  input: Readonly<Record<string, unknown>>,
): vscode.PreparedToolInvocation {
  if (!runsCode) return { invocationMessage: vscode.l10n.t("Listing optimizers and schedules") };
  const { file, function: name } = input;
  const what = [file, name].filter((part) => typeof part === "string").join("#");
  return {
    invocationMessage: vscode.l10n.t("Running optimizers on {0}", what),
    confirmationMessages: {
      title,
      message: vscode.l10n.t(
        "Optimizer Lens will run the code of {0} in a process of its own.",
        what,
      ),
    },
  };
}
