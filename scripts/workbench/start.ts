import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { copyOfExamples } from "./examples";
import { projectFolder } from "./projectPaths";
import { startServer } from "./server";

const usage = `Opens a VS Code with Optimizer Lens on a copy of the examples.

  npm start                   a VS Code server on this machine; open the printed address in a browser
  npm start -- --restricted   the same, with the folder not trusted yet (Restricted Mode)
  npm start -- --desktop      the VS Code installed here (the command "code")
`;

const { values } = parseArgs({
  options: {
    desktop: { type: "boolean", default: false },
    restricted: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(usage);
else if (values.desktop) await openDesktop();
else await serve();

async function serve(): Promise<void> {
  const examples = await copyOfExamples();
  const server = await startServer({ workspaceTrust: values.restricted });
  const first = (await readdir(examples.folder)).filter((name) => name.endsWith(".ts")).sort()[0];
  const url = server.url({
    folder: examples.folder,
    extensionDevelopmentPath: projectFolder,
    files: first === undefined ? [] : [join(examples.folder, first)],
  });
  console.log(`
Optimizer Lens runs in a VS Code on this machine. Open this address in a browser:

  ${url}

The examples are a copy in ${examples.folder}.
Press Ctrl-C to stop.
`);
  await Promise.race([interrupted(), server.ended]);
  await server.stop();
  await examples.remove();
}

async function openDesktop(): Promise<void> {
  const examples = await copyOfExamples();
  const windows = process.platform === "win32";
  const code = spawn(
    "code",
    ["--new-window", "--wait", `--extensionDevelopmentPath=${projectFolder}`, examples.folder],
    { stdio: "inherit", shell: windows },
  );
  code.once("error", () => {
    console.error(
      'The command "code" was not found. Install VS Code and its command (in VS Code: Shell ' +
        "Command: Install 'code' command in PATH), or run npm start without --desktop.",
    );
    process.exitCode = 1;
  });
  await new Promise((resolve) => code.once("close", resolve));
  await examples.remove();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve());
    }
  });
}
