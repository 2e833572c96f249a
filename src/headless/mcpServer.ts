import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Picture } from "./picture/surface";
import { PlacedError } from "./placedError";
import { tools, type ToolPlatform } from "./tools";
import { UsageError } from "./usageError";

/** Answers an MCP client over `transport`: the tools, and what they find. */
export async function serveTools(
  transport: Transport,
  version: string,
  platform: ToolPlatform,
): Promise<void> {
  // Its own way to declare tools wants their inputs in Zod; ours are JSON schemas, as VS Code's manifest takes them.
  const { server } = new McpServer(
    { name: "optimizer-lens", version },
    { capabilities: { tools: {} } },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, title, description, inputSchema, runsCode }) => ({
      ...{ name, title, description },
      inputSchema: { ...inputSchema, type: "object" as const },
      annotations: { title, readOnlyHint: !runsCode, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (!tool) return failure(`there is no tool ${params.name}`);
    try {
      const connection = { ...platform.connection, signal };
      const given = params.arguments ?? {};
      const { found, picture } = await tool.run(given, { ...platform, connection });
      return {
        content: [textContent(JSON.stringify(found)), ...(picture ? pictureContent(picture) : [])],
        structuredContent: found as Record<string, unknown>,
      };
    } catch (error) {
      if (error instanceof UsageError || error instanceof PlacedError)
        return failure(error.message);
      throw error;
    }
  });
  await server.connect(transport);
}

/** What an agent did wrong or what is wrong with the code: told to it, so that it can mend it. */
function failure(text: string) {
  return { isError: true, content: [textContent(text)] };
}

function textContent(text: string) {
  return { type: "text" as const, text };
}

function pictureContent({ png, caption }: Picture) {
  const data = Buffer.from(png).toString("base64");
  return [textContent(caption), { type: "image" as const, data, mimeType: "image/png" }];
}
