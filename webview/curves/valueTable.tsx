import { effect, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Row } from "../../src/protocol/series";
import { chartKinds } from "../charts/chartKinds";
import { formatCount, formatNumber } from "../charts/numbers";
import { latestOnly } from "../store/coalesce";
import { host, report } from "../store/connection";
import { allSeries, parameterNames, runs } from "../store/panelData";
import { stepRange } from "../store/requests";
import { formulaParameter, selectedRunId, step } from "../store/view";
import { Button } from "../ui/button";
import { say } from "../../l10n/words";
import { valueOf } from "./rowValue";
import { Section } from "../parts/section";
import { moveTo } from "../store/stepWindow";
import "../parts/table.css";
import { exactText } from "../../src/text/number";

/** Rows of the table: evenly spread over the shown steps, with both ends. */
const tableRows = 25;

const tableKinds = chartKinds.filter((kind) => kind.everyRow);

const tableData = signal<readonly (readonly Row[])[]>([]);

const requestTable = latestOnly(async (steps: readonly number[]) => {
  tableData.value = await Promise.all(steps.map((at) => host().rows(at)));
}, report);

/** What the charts show of the selected run, in numbers. */
export function ValueTable(): JSX.Element | null {
  useEffect(
    () =>
      effect(() => {
        const series = allSeries.value.find(({ runId }) => runId === selectedRunId.value);
        if (!series) return;
        const [from, to] = stepRange();
        const end = Math.min(to, series.rows - 1);
        const count = Math.min(tableRows, Math.max(1, end - from + 1));
        const steps = Array.from({ length: count }, (_, k) =>
          Math.round(from + (k / Math.max(1, count - 1)) * (end - from)),
        );
        requestTable([...new Set(steps)]);
      }),
    [],
  );
  const run = runs.value.find(({ id }) => id === selectedRunId.value);
  if (!run) return null;
  const parameter = formulaParameter.value;
  const rows = tableData.value.flatMap((all) => all.find(({ runId }) => runId === run.id) ?? []);
  const title = say("table.title", {
    run: run.options.label,
    parameter: parameterNames.value[parameter] ?? "",
  });
  const cells = (row: Row): (number | undefined)[] =>
    tableKinds.map((kind) => valueOf(row, kind.id, parameter));
  const copy = (): void => {
    const head = [say("table.step"), ...tableKinds.map((kind) => say(kind.title))];
    const lines = rows.map((row) =>
      [row.step, ...cells(row)].map((value) => exactText(value ?? NaN)),
    );
    void host().copyText.asEvent([head, ...lines].map((line) => line.join("\t")).join("\n"));
  };
  return (
    <Section
      name="table"
      class="tableSection"
      title={title}
      tools={<Button onClick={copy}>{say("table.copy")}</Button>}
    >
      <div class="valueScroll tableScroll" tabIndex={0} role="group" aria-label={title}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="number">
                {say("table.step")}
              </th>
              {tableKinds.map((kind) => (
                <th key={kind.id} scope="col" class="number">
                  {say(kind.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={row.step}
                class={row.step === step.value ? "selected" : ""}
                onClick={() => moveTo(row.step)}
              >
                <th scope="row" class="number" data-label={say("table.step")}>
                  <button
                    type="button"
                    class="cellButton"
                    title={say("table.go", { step: formatCount(row.step) })}
                  >
                    {formatCount(row.step)}
                  </button>
                </th>
                {cells(row).map((value, k) => (
                  <td
                    key={tableKinds[k]!.id}
                    class="number"
                    data-label={say(tableKinds[k]!.title)}
                    title={value === undefined ? "" : exactText(value)}
                  >
                    {value === undefined || Number.isNaN(value) ? "–" : formatNumber(value, 6)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
