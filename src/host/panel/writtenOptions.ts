import type { Json5Path, Json5Value } from "../../text/json5";
import type { OptimizerCatalogue } from "../../optimizers/catalogue";
import { parseRun } from "../../options/parseRun";
import type { RunOptions } from "../../options/runOptions";
import { simulateKeys } from "../../options/simulateKeys";
import { writeRun } from "../../options/writeOptions";
import type { PanelSettings } from "../../protocol/panel";
import { withBroken } from "../../protocol/runList";

/** An object of JSON5. */
export type Json5Object = Readonly<Record<string, Json5Value>>;

/** A value at a place that stays where it is. */
export interface Json5Replacement {
  readonly path: Json5Path;
  readonly value: Json5Value;
}

/** The names of the settings that belong to all runs and may be written. */
const names = [
  ...(["start", "steps", "seed", "tolerance", "noise", "batchSize", "seeds", "jitter"] as const),
];

/**
 * The options of a comment that says what the settings are: `before`, what it says now, with what differs from `code`,
 * the settings that it stands for, and nothing else; with nothing before, all that the settings are.
 */
export function writtenOptions(
  before: Json5Object | undefined,
  code: PanelSettings,
  settings: PanelSettings,
  catalogue: OptimizerCatalogue,
): Json5Object {
  const find = (id: string) => catalogue.byId(id);
  const isChanged = (name: (typeof names)[number] | "runs") =>
    !isSame(settings[name], code[name]) || (before === undefined && isTold(name, settings));
  const written: Record<string, Json5Value> = { ...before };
  for (const name of names) {
    const value = settings[name];
    if (isChanged(name) && value !== undefined) written[name] = value;
  }
  if (!isChanged("runs")) return written;
  // The keys of one run that stood beside the rest go into the list.
  const shared = Object.entries(written).filter(([name]) => simulateKeys.includes(name));
  const listed = before?.["runs"];
  const ofCode = withBroken(code.runs, code.brokenRuns);
  const isListed = Array.isArray(listed) && listed.length === ofCode.length;
  const runsBefore = isListed ? (listed as readonly Json5Value[]) : [];
  const runs = withBroken(settings.runs, settings.brokenRuns).flatMap((run) => {
    const index = ofCode.findIndex(({ id }) => id === run.id);
    const value = runsBefore[index];
    if ("fault" in run) return value ?? [];
    if (value === undefined) return writeRun(run.options, find);
    const was = ofCode[index]!;
    return "fault" in was
      ? writeRun(run.options, find)
      : changedRun(value, was.options, run.options, catalogue);
  });
  return { ...Object.fromEntries(shared), runs };
}

/** A new comment says where it starts, for how long, with which runs, and what is not at its default. */
function isTold(name: (typeof names)[number] | "runs", settings: PanelSettings): boolean {
  const isAlwaysTold = name === "start" || name === "steps" || name === "runs";
  return isAlwaysTold || settings[name] !== (name === "seeds" ? 1 : 0);
}

/** A run as it was written, with what differs between `was` and `is`. */
function changedRun(
  written: Json5Value,
  was: RunOptions,
  is: RunOptions,
  catalogue: OptimizerCatalogue,
): Json5Value {
  if (isSame(was, is)) return written;
  const find = (id: string) => catalogue.byId(id);
  const [before, after] = [writeRun(was, find), writeRun(is, find)];
  if (typeof written !== "object" || written === null || Array.isArray(written)) return after;
  const isUnchanged = ([name]: readonly [string, Json5Value]) => isSame(before[name], after[name]);
  const differing = Object.entries(after).filter((entry) => !isUnchanged(entry));
  const kept = Object.entries(written as Json5Object).filter(
    (entry) => isUnchanged(entry) || entry[0] in after,
  );
  const changed = { ...Object.fromEntries(kept), ...Object.fromEntries(differing) };
  // Options that stood beside the name of another schedule may be left over.
  const read = parseRun(changed, catalogue);
  return read.problems.length === 0 && isSame(read.run, is) ? changed : after;
}

/**
 * The values to put in place of others to make `before` into `after`; undefined where an entry comes, goes or changes
 * its kind.
 */
export function replacements(
  before: Json5Value,
  after: Json5Value,
  path: Json5Path = [],
): Json5Replacement[] | undefined {
  if (isSame(before, after)) return [];
  const [old, now] = [entriesOf(before), entriesOf(after)];
  if (!old && !now) return [{ path, value: after }];
  if (!old || !now || old.size !== now.size) return undefined;
  const found: Json5Replacement[] = [];
  for (const [key, value] of now) {
    if (!old.has(key)) return undefined;
    const inside = replacements(old.get(key)!, value, [...path, key]);
    if (!inside) return undefined;
    found.push(...inside);
  }
  return found;
}

function entriesOf(value: Json5Value): Map<string | number, Json5Value> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return new Map((value as readonly Json5Value[]).entries());
  return new Map(Object.entries(value as Json5Object));
}

/** Also of numbers that JSON cannot hold, and whatever the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}
