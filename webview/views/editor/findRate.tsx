import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { PanelRun } from "../../../src/protocol/panel";
import type { RangeTestResult } from "../../../src/protocol/rangeTest";
import { formatNumber } from "../../charts/numbers";
import { host, report } from "../../store/connection";
import { panelState, status } from "../../store/panelData";
import { Button } from "../../ui/button";
import { isPopoverOpen, openPopover, PopoverPanel } from "../../ui/popover";
import { ProgressRing } from "../../ui/progressRing";
import { say, type WordKey } from "../../words";
import { RateChart, type RateMark } from "./rateChart";

type Search =
  "none" | "busy" | "failed" | { readonly key: string; readonly found: RangeTestResult };

/** Under this name the popover of the rates that were found opens. */
const popover = "rates";

/** Asks for rates that suit a run, and offers those found: one press and the run has it. */
export function FindRate(props: {
  readonly run: PanelRun;
  readonly onUse: (rate: number) => void;
}): JSX.Element {
  const { run, onUse } = props;
  const [search, setSearch] = useState<Search>("none");
  const newest = useRef(0);
  const bar = useRef<HTMLDivElement>(null);
  const find = async (): Promise<void> => {
    const number = ++newest.current;
    const key = searchKey(run);
    setSearch("busy");
    const found = await host()
      .rangeTest(run.id)
      .catch((error: unknown) => {
        report(error);
        return undefined;
      });
    if (newest.current !== number) return;
    setSearch(found ? { key, found } : "failed");
    if (found) openPopover(popover);
  };
  const busy = search === "busy";
  const found =
    typeof search === "object" && search.key === searchKey(run) ? search.found : undefined;
  return (
    <div class="findRate" data-control="findRate">
      <div class="findRateBar" ref={bar} tabIndex={-1}>
        <Button
          label={say("rate.find.help")}
          disabled={busy || status.value === "running"}
          onClick={() => void find()}
        >
          {say("rate.find")}
        </Button>
        {busy ? <ProgressRing label={say("rate.busy")} /> : null}
        <span class="dim" role="status">
          {busy ? say("rate.busy") : search === "failed" ? say("rate.failed") : ""}
        </span>
      </div>
      {found && isPopoverOpen(popover) ? (
        <PopoverPanel
          label={say("rate.found", { label: run.options.label })}
          closeLabel={say("popover.close")}
          class="foundRates"
          button={bar}
        >
          <FoundRates found={found} run={run} onUse={onUse} />
        </PopoverPanel>
      ) : null}
    </div>
  );
}

/** What a search depends on: a new rate alone does not make it old. */
function searchKey({ id, options }: PanelRun): string {
  const { optimizer, hyperparameters, extras, schedule } = options;
  const { function: shown, settings } = panelState.value ?? {};
  const common = [settings?.start, settings?.seed, settings?.noise, settings?.batchSize];
  const all = [id, optimizer, hyperparameters, extras, schedule, shown?.version, common];
  return JSON.stringify(all, (_, part: unknown) => inOrder(part));
}

/** With an object's entries by name: the host may know the same options in another order. */
function inOrder(part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function FoundRates(props: {
  readonly found: RangeTestResult;
  readonly run: PanelRun;
  readonly onUse: (rate: number) => void;
}): JSX.Element {
  const { found, run, onUse } = props;
  const { lr: present, schedule } = run.options;
  const marks = marksOf(found);
  return (
    <>
      <RateChart
        found={found}
        marks={marks}
        present={present}
        scheduled={schedule.id !== "constant"}
      />
      {marks.length === 0 ? <p class="dim">{say("rate.none")}</p> : null}
      <ul class="rateMarks">
        {marks.map(({ kind, rate, name }) => (
          <li key={kind} data-rate={kind}>
            <svg class={`rateKey ${kind}`} viewBox="0 0 20 10" aria-hidden="true">
              <line x1="0" y1="5" x2="20" y2="5" />
            </svg>
            <span class="rateName">{name}</span>
            <Button
              label={say("rate.use.help", { rate: formatNumber(rate, 4), name })}
              onClick={() => onUse(rate)}
            >
              {say("rate.use", { rate: formatNumber(rate, 4) })}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

const markNames: readonly (readonly [RateMark["kind"], WordKey])[] = [
  ["steepest", "rate.steepest"],
  ["lowest", "rate.lowest"],
  ["stableAlongPath", "rate.stableAlongPath"],
  ["stableAtStart", "rate.stableAtStart"],
  ["blowsUp", "rate.blowsUp"],
];

/** The rates worth naming, as they are written: four digits are all that is shown and all that is used. */
function marksOf(found: RangeTestResult): RateMark[] {
  return markNames.flatMap(([kind, word]) => {
    const rate = found[kind];
    if (rate === undefined || !Number.isFinite(rate)) return [];
    return [{ kind, rate: Number(rate.toPrecision(4)), name: say(word) }];
  });
}
