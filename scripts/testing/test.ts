import { parseArgs } from "node:util";
import { type Outcome, runStage } from "./runStage";
import { type Stage, stages } from "./stages";

const names = [...new Set(stages.map((stage) => stage.name))];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    /** Puts the screenshots that the README shows where it shows them. */
    "update-screenshots": { type: "boolean", default: false },
  },
});
if (values["update-screenshots"]) process.env["OPTIMIZER_LENS_UPDATE_SCREENSHOTS"] = "1";
const outcomes: Outcome[] = [];
for (const stage of chosenStages(values.only)) {
  console.log(`\n── ${stage.title} ──`);
  outcomes.push(await runStage(stage));
}
printSummary(outcomes);
if (outcomes.some(({ succeeded }) => !succeeded)) process.exitCode = 1;

/** All but those on request, or those that `--only unit,extension` names. */
function chosenStages(only: string | undefined): readonly Stage[] {
  if (only === undefined) return stages.filter((stage) => stage.onlyOnRequest !== true);
  const wanted = only.split(",");
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`Unknown stage ${unknown.join(", ")}; there are ${names.join(", ")}.`);
    process.exit(1);
  }
  return stages.filter((stage) => wanted.includes(stage.name));
}

/** Every runner's own closing lines, then each failed test and stage, then one line with the counts of all. */
function printSummary(all: readonly Outcome[]): void {
  console.log("\n── summary ──");
  for (const { stage, summary } of all.filter((outcome) => outcome.stage.counts)) {
    console.log(`\n${stage.title}\n${summary}`);
  }
  const failed = all.filter(({ succeeded }) => !succeeded).map(({ stage }) => stage.title);
  for (const failure of all.flatMap(({ failures }) => failures)) console.log(`\nFAILED ${failure}`);
  console.log(failed.length === 0 ? "\nEvery stage succeeded." : `\nFailed: ${failed.join(", ")}`);

  const sum = (key: "passed" | "failed" | "skipped") =>
    all.reduce((total, { counts }) => total + counts[key], 0);
  const skipped = sum("skipped");
  const tail = skipped > 0 ? `, ${skipped} skipped` : "";
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${tail}`);
}
