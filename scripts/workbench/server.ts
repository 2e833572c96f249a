import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installServer } from "./installation";
import { projectFolder, type Release } from "./projectPaths";

const execute = promisify(execFile);

/** How a server is to be started. */
export interface ServerOptions {
  /** The oldest if left out. */
  readonly release?: Release;
  /** A packaged extension (VSIX) to install first. */
  readonly install?: string;
  /** False: everything is trusted. True: workspaces start in Restricted Mode and can be trusted. */
  readonly workspaceTrust?: boolean;
  /** User settings beside those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What to open in the workbench. */
export interface WorkbenchOptions {
  readonly folder: string;
  /** The extension under development; none where one is installed. */
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  /** Files to open, by absolute path. */
  readonly files?: readonly string[];
}

/** A running VS Code server. */
export interface Server {
  /** The address of a workbench, for a browser. */
  url(options: WorkbenchOptions): string;
  /** The process id of the group that server, extension hosts and their children belong to. */
  readonly processGroup: number;
  /** Resolves when the server ended by itself or was stopped. */
  readonly ended: Promise<void>;
  /** Sets user settings beside those it was started with; the workbench notices. */
  changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the server with all its children and removes its data. */
  stop(): Promise<void>;
}

const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "files.autoSave": "off",
  "editor.accessibilitySupport": "off",
};

/**
 * Starts a VS Code server on a free loopback port, with data folders of its own: a changed
 * package.json with the same version would otherwise be answered from an old one's cache.
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { serverMain, node } = await installServer(options.release ?? "oldest");
  const data = await mkdtemp(join(tmpdir(), "optimizer-lens-vscode-"));
  // A browser keeps its user settings to itself; those of the machine can be set from outside.
  await mkdir(join(data, "user", "Machine"), { recursive: true });
  let settings: Readonly<Record<string, unknown>> = quietSettings;
  const changeSettings = async (changes: Readonly<Record<string, unknown>>) => {
    settings = { ...settings, ...changes };
    const file = join(data, "user", "Machine", "settings.json");
    await writeFile(file, JSON.stringify(settings, null, 2));
  };
  await changeSettings(options.settings ?? {});

  const folders = [
    "--accept-server-license-terms",
    ...["--server-data-dir", join(data, "server")],
    ...["--user-data-dir", join(data, "user")],
    ...["--extensions-dir", join(data, "extensions")],
    ...["--telemetry-level", "off"],
  ];
  if (options.install !== undefined) {
    await execute(node, [serverMain, ...folders, "--install-extension", options.install]);
  }
  const port = await freePort();
  const serverArguments = [
    ...folders,
    ...["--host", "127.0.0.1", "--port", String(port)],
    "--without-connection-token",
    "--disable-update-check",
    // What passes over loopback gains nothing by it, and a VS Code on the desktop does not compress either.
    "--disable-websocket-compression",
    ...(options.workspaceTrust === true ? [] : ["--disable-workspace-trust"]),
  ];
  const guard = join(projectFolder, "scripts", "workbench", "guard.mjs");
  const child = spawn(process.execPath, [guard, node, serverMain, ...serverArguments], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...options.environment },
  });
  if (child.pid === undefined) throw new Error("The VS Code server could not be started.");
  const processGroup = child.pid;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  const authority = `127.0.0.1:${port}`;
  const stop = async () => {
    child.stdin.end();
    await ended;
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  };

  let output = "";
  const listening = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
      if (output.includes("Extension host agent listening")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  const early = ended.then(() => {
    throw new Error(`The VS Code server ended before it listened:\n${output}`);
  });
  await Promise.race([listening, early]);
  early.catch(() => undefined);

  return {
    processGroup,
    ended,
    changeSettings,
    stop,
    url: (what) => workbenchUrl(authority, what),
  };
}

/** The address that opens a folder, with the extension under development and its tests if given. */
function workbenchUrl(authority: string, options: WorkbenchOptions): string {
  const remote = (path: string) => `vscode-remote://${authority}${path}`;
  const payload: [string, string][] = [];
  for (const key of ["extensionDevelopmentPath", "extensionTestsPath"] as const) {
    const path = options[key];
    if (path !== undefined) payload.push([key, remote(path)]);
  }
  for (const file of options.files ?? []) payload.push(["openFile", remote(file)]);
  const url = new URL(`http://${authority}/`);
  url.searchParams.set("folder", options.folder);
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("No port is free."));
        else resolve(address.port);
      });
    });
  });
}
