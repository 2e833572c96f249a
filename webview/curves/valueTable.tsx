import { effect, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Row } from "../../src/protocol/series";
import { chartKinds, chartSection, type ChartKind } from "../charts/chartKinds";
import { formatCount, formatNumber } from "../charts/numbers";
import { latestOnly } from "../store/coalesce";
import { host, report } from "../store/connection";
import { allSeries, parameterNames, runs } from "../store/panelData";
import { stepRange } from "../store/requests";
import { formulaParameter, isFolded, selectedRunId, step } from "../store/view";
import { IconButton } from "../ui/iconButton";
import { say } from "../../l10n/words";
import { valueOf } from "./rowValue";
import { Section } from "../parts/section";
import { moveTo } from "../store/stepWindow";
import { TableScroll } from "../parts/tableScroll";
import { exactText } from "../../src/text/number";

/** Rows of the table: evenly spread over the shown steps, with both ends. */
const tableRows = 25;

/** What is known of every row; copied whole, and shown as far as its charts are. */
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
  const shownKinds = tableKinds.filter((kind) => !isFolded(chartSection(kind), kind.foldedAtFirst));
  const copy = (): void => {
    const head = [say("table.step"), ...tableKinds.map((kind) => say(kind.title))];
    const lines = rows.map((row) =>
      [row.step, ...tableKinds.map(({ id }) => valueOf(row, id, parameter))].map((value) =>
        exactText(value ?? NaN),
      ),
    );
    void host().copyText.asEvent([head, ...lines].map((line) => line.join("\t")).join("\n"));
  };
  return (
    <Section
      name="table"
      class="tableSection"
      title={title}
      tools={<IconButton icon="copy" name={say("table.copy")} onClick={copy} />}
    >
      <TableScroll class="valueScroll" label={title}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="number">
                {say("table.step")}
              </th>
              {shownKinds.map((kind) => (
                <th key={kind.id} scope="col" class="number" title={say(kind.title)}>
                  {signOf(kind)}
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
                {shownKinds.map((kind) => (
                  <ValueCell
                    key={kind.id}
                    label={signOf(kind)}
                    value={valueOf(row, kind.id, parameter)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  );
}

function ValueCell(props: {
  readonly label: string;
  readonly value: number | undefined;
}): JSX.Element {
  const { label, value = NaN } = props;
  const isKnown = !Number.isNaN(value);
  return (
    <td class="number" data-label={label} title={isKnown ? exactText(value) : ""}>
      {isKnown ? formatNumber(value, 4) : "–"}
    </td>
  );
}

/** A quantity's sign, with which its title ends: "σ" of "Scale σ". */
function signOf(kind: ChartKind): string {
  const title = say(kind.title);
  return title.slice(title.lastIndexOf(" ") + 1);
}
