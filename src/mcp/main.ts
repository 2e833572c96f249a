import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { join, resolve } from "node:path";
import { version } from "../../package.json";
import { allowedFile } from "../headless/allowedFile";
import { diskTexts } from "../headless/diskTexts";
import { serveTools } from "../headless/mcpServer";

// The MCP server: `node mcp.cjs [FOLDER …]` answers over standard input and output; only files below the folders are run,
// which are where it was started unless told.

const folders = process.argv.slice(2).map((folder) => resolve(folder));
const allowed = folders.length > 0 ? folders : [process.cwd()];
const python = process.env.OPTIMIZER_LENS_PYTHON;

// Standard output belongs to the protocol.
const log = (line: string) => process.stderr.write(`${line}\n`);

serveTools(new StdioServerTransport(), version, {
  texts: diskTexts,
  resolve: (file) => allowedFile(file, allowed),
  overlays: () => ({}),
  pictures: true,
  connection: {
    script: join(__dirname, "runner.cjs"),
    limits: () => ({ time: 5000, memory: 2048 }),
    ...(python !== undefined && { python: () => python }),
    log,
  },
}).catch((error: unknown) => {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
