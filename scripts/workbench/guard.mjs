import { spawn } from "node:child_process";

/*
 * Runs the command given as arguments for as long as its own standard input stays open, that is, as
 * long as the process that started it lives, and ends the whole process group with it. So nothing
 * stays behind, however the parent went.
 */

const [command, ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, { stdio: ["ignore", "inherit", "inherit"] });
child.on("exit", (code) => process.exit(code ?? 1));

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

process.stdin.resume();
process.stdin.on("close", () => {
  process.kill(0, "SIGTERM");
  setTimeout(() => process.kill(0, "SIGKILL"), 1500);
});
