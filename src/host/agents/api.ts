import type { Connection } from "../../headless/simulateOnce";
import { tools } from "../../headless/tools";
import { toolPlatform } from "./toolPlatform";

/** What other extensions may ask for; inputs and answers are those of the tools, as JSON. */
export interface ToolApi {
  /** Names of the tools, and what each takes as a JSON schema. */
  readonly tools: readonly { readonly name: string; readonly inputSchema: unknown }[];
  /** Throws an error in words for the user: an input that is none, a fault in the code, no trust. */
  run(tool: string, input: unknown): Promise<unknown>;
}

export function toolApi(connection: Connection): ToolApi {
  return {
    tools: tools.map(({ name, inputSchema }) => ({ name, inputSchema })),
    async run(name, input) {
      const tool = tools.find((one) => one.name === name);
      if (!tool) throw new Error(`there is no tool ${name}`);
      return (await tool.run(input, toolPlatform(connection, false))).found;
    },
  };
}
