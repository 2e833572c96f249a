import { remedyLabel } from "../../src/simulation/diagnosis/messages";
import { remedyScores, tryRemedies } from "../contract/diagnosis/diagnosisRemedies";
import { outcomes, scores, type Outcome } from "../contract/diagnosis/diagnosisScore";
import { blindHealthyRuns, blindRuns } from "../contract/diagnosis/diagnosisBlindTable";
import { secondHealthyRuns, secondRuns } from "../contract/diagnosis/diagnosisSecondTable";
import { healthyRuns, heldOutRuns, labelledRuns } from "../contract/diagnosis/diagnosisTable";

/** Prints precision and recall of every finding, and the rows that went wrong. */
function report(title: string, results: readonly Outcome[]): void {
  console.log(`\n${title} (${results.length} runs)`);
  console.table(
    Object.fromEntries(
      scores(results)
        .filter(({ expected, found }) => expected + found > 0)
        .map(({ id, expected, found, right, precision, recall }) => [
          id,
          {
            expected,
            found,
            right,
            precision: precision.toFixed(2),
            recall: expected === 0 ? "" : recall.toFixed(2),
          },
        ]),
    ),
  );
  for (const { run, found } of results) {
    const expected = [...run.expected].sort().join(", ");
    if (expected === [...found].sort().join(", ")) continue;
    console.log(
      `  ${run.options.optimizer} ${run.options.lr}: expected ${expected || "nothing"}, ` +
        `found ${found.join(", ") || "nothing"} (${run.why})`,
    );
  }
}

report("Labelled", outcomes(labelledRuns));
report("Held out", outcomes(heldOutRuns));
report("Healthy", outcomes(healthyRuns));
report("Labelled before the run", outcomes(blindRuns));
report("Healthy, labelled before the run", outcomes(blindHealthyRuns));
report("Labelled before the run, second table", outcomes(secondRuns));
report("Healthy, second table", outcomes(secondHealthyRuns));

const trials = [...labelledRuns, ...heldOutRuns, ...blindRuns, ...secondRuns].flatMap(tryRemedies);
console.log(`\nRemedies (${trials.length} tried)`);
console.table(remedyScores(trials));
for (const { run, finding, remedy, after, helped } of trials) {
  if (helped) continue;
  console.log(
    `  ${run.options.optimizer} ${run.options.lr}: ${finding.id} not helped by ${remedyLabel(remedy)}, ` +
      `then ${after.join(", ")} (${run.why})`,
  );
}
