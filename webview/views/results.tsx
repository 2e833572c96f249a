import { useSignal } from "@preact/signals";
import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber } from "../charts/numbers";
import { Button } from "../ui/button";
import { host } from "../store/connection";
import { runResults } from "../store/panelData";
import { changeView, selectedRunId } from "../store/view";
import { say } from "../words";
import { compareColumns, copyTable, sortResults } from "./compare";
import type { CompareColumn, SortOrder } from "./compare";
import { Resting } from "./resting";
import { Section } from "./section";
import { Swatch } from "./swatch";
import { withinByRun, withinShare } from "./withinModel";
import { NumberControl } from "./editor/numberControl";
import type { NumberSpec } from "./editor/numberSpec";

const closeSpec: NumberSpec = { min: 0, max: 1, scale: "log", slider: [1e-12, 1] };

/** Where each run ended and how well: sortable, and copied with every digit. */
export function Results(): JSX.Element {
  const order = useSignal<SortOrder | undefined>(undefined);
  return <Resting name="results">{() => table(order)}</Resting>;
}

function table(order: Signal<SortOrder | undefined>): JSX.Element {
  const within = withinByRun.value;
  const columns = compareColumns(within);
  const share = formatNumber(withinShare.value * 100, 3);
  const closeHelp = say("results.tolerance.help", { share });
  const sorted = sortResults(runResults.value, columns, order.value);
  const sortBy = (column: CompareColumn): void => {
    const current = order.value;
    order.value =
      current?.column !== column.id
        ? { column: column.id, descending: false }
        : current.descending
          ? undefined
          : { column: column.id, descending: true };
  };
  return (
    <Section
      name="results"
      class="resultsSection"
      title={say("results.title")}
      tools={
        <Button
          label={say("results.copy.help")}
          onClick={() => void host().copyText.asEvent(copyTable(sorted, columns))}
        >
          {say("results.copy")}
        </Button>
      }
    >
      <div class="tableScroll" tabIndex={0} role="group" aria-label={say("results.table")}>
        <table class="table">
          <thead>
            <tr data-label={say("results.sortBy")}>
              <th scope="col">{say("results.run")}</th>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  class={column.numeric ? "number" : ""}
                  aria-sort={ariaSort(order.value, column)}
                >
                  <button
                    type="button"
                    class="sort"
                    title={say("results.sort", { column: column.title })}
                    onClick={() => sortBy(column)}
                  >
                    {column.title}
                    <span aria-hidden="true">{sortSign(order.value, column)}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((result) => (
              <tr
                key={result.run.id}
                class={result.run.id === selectedRunId.value ? "selected" : ""}
                onClick={() => changeView({ selectedRun: result.run.id })}
              >
                <th scope="row">
                  <button
                    type="button"
                    class="cellButton"
                    aria-pressed={result.run.id === selectedRunId.value}
                  >
                    <Swatch style={result.run.style} /> {result.run.options.label}
                  </button>
                </th>
                {columns.map((column) => (
                  <td
                    key={column.id}
                    class={`${column.numeric ? "number" : ""} ${column.failed?.(result) === true ? "bad" : ""}`}
                    data-label={column.title}
                    title={column.exact(result)}
                  >
                    {column.text(result)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="withinChoice">
        <NumberControl
          name={say("results.tolerance")}
          help={closeHelp}
          spec={closeSpec}
          value={withinShare.value}
          onChange={(withinBest) => changeView({ withinBest })}
        />
        <p class="dim">{closeHelp}</p>
      </div>
    </Section>
  );
}

function ariaSort(
  order: SortOrder | undefined,
  column: CompareColumn,
): "ascending" | "descending" | "none" {
  if (order?.column !== column.id) return "none";
  return order.descending ? "descending" : "ascending";
}

function sortSign(order: SortOrder | undefined, column: CompareColumn): string {
  if (order?.column !== column.id) return "";
  return order.descending ? " ↓" : " ↑";
}
