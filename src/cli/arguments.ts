import { parseArgs } from "node:util";

export interface Arguments {
  readonly file: string;
  readonly function?: string;
  readonly start?: readonly number[];
  readonly steps?: number;
  /** Texts of runs in JSON5. */
  readonly runs: readonly string[];
  readonly every: number;
  readonly format: "table" | "json" | "csv";
}

/** A fault in how the command was called; its message is meant for the person who called it. */
export class UsageError extends Error {}

export const usage = `Usage: npm run --silent simulate -- FILE[#FUNCTION] [options]

  --start 1,2       start here instead of where the code says
  --steps N         take N steps
  --run JSON5       a run such as '{ optimizer: "adam", lr: 0.1 }'; may be given several times
  --every K         print rows 0, K, 2K, … and the last (default: as many as read well)
  --format FORMAT   table (default), json or csv`;

/** Reads the command line. Throws UsageError. */
export function readArguments(argv: readonly string[]): Arguments | "help" {
  const { values, positionals } = parse(argv);
  if (values.help) return "help";
  const [target, ...others] = positionals;
  if (target === undefined) throw new UsageError(`no file given\n\n${usage}`);
  if (others.length > 0)
    throw new UsageError(`one file at a time, but there is also ${others[0]!}`);
  const hash = target.lastIndexOf("#");
  const format = values.format ?? "table";
  if (format !== "table" && format !== "json" && format !== "csv") {
    throw new UsageError(`--format is table, json or csv, not ${format}`);
  }
  const every = positiveInteger(values.every, "--every");
  const steps = positiveInteger(values.steps, "--steps");
  return {
    file: hash > 0 ? target.slice(0, hash) : target,
    ...(hash > 0 ? { function: target.slice(hash + 1) } : {}),
    ...(values.start === undefined ? {} : { start: numbers(values.start) }),
    ...(steps === undefined ? {} : { steps }),
    runs: values.run ?? [],
    every: every ?? 0,
    format,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: joinNegativeStart(argv),
      allowPositionals: true,
      options: {
        start: { type: "string" },
        steps: { type: "string" },
        run: { type: "string", multiple: true },
        every: { type: "string" },
        format: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--start -1,2` means what it says: a value may begin with a minus sign. */
function joinNegativeStart(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of argv) {
    if (joined.at(-1) === "--start" && word.startsWith("-"))
      joined[joined.length - 1] = `--start=${word}`;
    else joined.push(word);
  }
  return joined;
}

function numbers(text: string): number[] {
  return text.split(",").map((part) => {
    const value = Number(part);
    if (part.trim() === "" || !Number.isFinite(value)) {
      throw new UsageError(`--start takes numbers such as 1,2, not "${text}"`);
    }
    return value;
  });
}

function positiveInteger(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1e7) {
    throw new UsageError(`${name} takes a whole number from 1 to 10000000, not "${text}"`);
  }
  return value;
}
