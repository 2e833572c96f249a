import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { encodeMessage, MessageReader, type Message } from "./message";

/** How an interpreter is started: a program and what comes before our own arguments. */
export interface Candidate {
  readonly command: string;
  readonly arguments?: readonly string[];
}

/** Environment variables that would change what the interpreter loads. */
const scrubbed =
  /^(PYTHON\w*|NODE_OPTIONS|ELECTRON_RUN_AS_NODE|LD_PRELOAD|DYLD_.*|OPTIMIZER_LENS_.*)$/;

const mebibyte = 2 ** 20;
const pageSize = 4096;

/** Characters of what it writes past the channel that are kept. */
const keptOutput = 20_000;

/** One process of the interpreter with our program in it, in the runner's process group: that ends as a whole. */
export class InterpreterProcess {
  /** Resolves once it is gone, with how it ended. */
  readonly ended: Promise<string>;
  isOver = false;
  private readonly child: ChildProcess;
  private written = "";
  private waiting: ((outcome: Message | "ended") => void) | undefined;

  constructor(candidate: Candidate, program: string, onPrinted: (text: string) => void) {
    const flags = ["-I", "-X", "utf8", "-X", "faulthandler", program];
    this.child = spawn(candidate.command, [...(candidate.arguments ?? []), ...flags], {
      env: environment(),
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    const reader = new MessageReader((message) => {
      if (typeof message.head.printed === "string") onPrinted(message.head.printed);
      else this.waiting?.(message);
    });
    this.child.stdout?.on("data", (piece: Uint8Array) => reader.take(piece));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.written = (this.written + text).slice(-keptOutput);
    });
    // A pipe that breaks is told by the process's end.
    this.child.stdin?.on("error", () => undefined);
    this.ended = new Promise((resolve) => {
      const over = (how: string): void => {
        this.isOver = true;
        resolve(how);
        this.waiting?.("ended");
      };
      this.child.once("exit", (code, signal) =>
        over(signal === null ? `exit code ${code ?? 0}` : signal),
      );
      this.child.once("error", (error) => over(error.message));
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** What it wrote past the channel, the last of it. */
  get output(): string {
    return this.written;
  }

  /** Resident memory in MiB; 0 where the system does not tell. */
  get memory(): number {
    try {
      const pages = readFileSync(`/proc/${this.child.pid ?? 0}/statm`, "utf8").split(" ")[1];
      return (Number(pages) * pageSize) / mebibyte;
    } catch {
      return 0;
    }
  }

  /** Sends a request; the next answer is for it, or the end. */
  send(
    head: object,
    data: ArrayBufferView | undefined,
    answered: (outcome: Message | "ended") => void,
  ): void {
    this.waiting = answered;
    if (this.isOver) answered("ended");
    else this.child.stdin?.write(encodeMessage(head, data));
  }

  /** Interrupts what runs as Ctrl+C does; elsewhere than on POSIX there is no such signal to send. */
  interrupt(): void {
    if (process.platform !== "win32") this.child.kill("SIGINT");
  }

  /** Has it write where it is to its output, whatever it is doing. */
  tellPlace(): void {
    if (process.platform !== "win32" && !this.isOver) this.child.kill("SIGUSR1");
  }

  /** Ends it. */
  kill(): void {
    if (!this.isOver) this.child.kill("SIGKILL");
  }
}

function environment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!scrubbed.test(name)) kept[name] = value;
  }
  return kept;
}
