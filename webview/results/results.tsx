import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { formatNumber } from "../charts/numbers";
import { host } from "../store/connection";
import { toldResults } from "../store/toldResults";
import { changeView, selectedRunId } from "../store/view";
import { IconButton } from "../ui/iconButton";
import { say } from "../../l10n/words";
import {
  compareColumns,
  copyTable,
  sortResults,
  type CompareColumn,
  type SortOrder,
} from "./compare";
import { Resting } from "../parts/resting";
import { Swatch } from "../parts/swatch";
import { withinByRun, withinShare } from "./withinModel";
import { NumberControl } from "../parts/numberControl";
import type { NumberSpec } from "../parts/numberSpec";
import { TableScroll } from "../parts/tableScroll";
import "./results.css";

const closeSpec: NumberSpec = { min: 0, max: 1, scale: "log", slider: [1e-12, 1] };

/** Absent: in the order of the runs. */
const order = signal<SortOrder | undefined>(undefined);
const columns = computed(() =>
  compareColumns(
    withinByRun.value,
    toldResults.value.some(({ series }) => series?.seeds),
  ),
);
const sorted = computed(() => sortResults(toldResults.value, columns.value, order.value));

/** Where each run ended and how well: sortable, and copied with every digit. */
export function Results(): JSX.Element {
  return <Resting name="results">{table}</Resting>;
}

/** Copies the table as it is sorted. */
export function CopyResults(): JSX.Element {
  const copy = (): void => void host().copyText.asEvent(copyTable(sorted.value, columns.value));
  return (
    <IconButton
      icon="copy"
      name={say("results.copy")}
      help={say("results.copy.help")}
      onClick={copy}
    />
  );
}

function sortBy(column: CompareColumn): void {
  const current = order.value;
  order.value =
    current?.column !== column.id
      ? { column: column.id, descending: false }
      : current.descending
        ? undefined
        : { column: column.id, descending: true };
}

function table(): JSX.Element {
  const share = formatNumber(withinShare.value * 100, 3);
  const closeHelp = say("results.tolerance.help", { share });
  return (
    <>
      <TableScroll label={say("results.table")}>
        <table class="table">
          <thead>
            <tr data-label={say("results.sortBy")}>
              <th scope="col">{say("results.run")}</th>
              {columns.value.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  class={column.numeric ? "number" : ""}
                  data-column={column.id}
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
            {sorted.value.map((result) => (
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
                {columns.value.map((column) => (
                  <td
                    key={column.id}
                    class={`${column.numeric ? "number" : ""} ${column.failed?.(result) === true ? "bad" : ""}`}
                    data-column={column.id}
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
      </TableScroll>
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
    </>
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
