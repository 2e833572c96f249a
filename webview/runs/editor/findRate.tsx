import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import type { RangeTestResult, RateOffer } from "../../../src/protocol/rangeTest";
import { formatCount, formatNumber } from "../../charts/numbers";
import { host, report } from "../../store/connection";
import { panelState, status } from "../../store/panelData";
import { valueKey } from "../../store/valueKey";
import { Button } from "../../ui/button";
import { isPopoverOpen, openPopover, PopoverPanel } from "../../ui/popover";
import { ProgressRing } from "../../ui/progressRing";
import { say } from "../../../l10n/words";
import { offerCautions } from "./offerCautions";
import { RateChart } from "./rateChart";
import { marksOf, type RateMark } from "./rateMarks";
import { SweepPopover } from "./sweepPopover";
import "./findRate.css";

type Search =
  "none" | "busy" | "failed" | { readonly key: string; readonly found: RangeTestResult };

/** Under this name the popover of the rates that were found opens. */
const popover = "rates";

/** What a drawer leaves in sight, to be used beside it. */
const pictures = ".surfaceSection, .chartsSection, .stepBar";

/** Asks for a rate that suits a run, and offers the one found: one press and the run has it. */
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
      .ask("rangeTest", { runId: run.id })
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
      <SweepPopover run={run} button={bar} />
      {found && isPopoverOpen(popover) ? (
        <PopoverPanel
          label={say("rate.found", { label: run.options.label })}
          class="drawer foundRates"
          button={bar}
          workedWith={pictures}
        >
          <FoundRates found={found} run={run} onUse={onUse} />
        </PopoverPanel>
      ) : null}
    </div>
  );
}

/** What a search depends on: a new rate alone does not make it old. */
function searchKey({ id, options }: PanelRun): string {
  const { optimizer, hyperparameters, extras, schedule, byArgument, lr } = options;
  const { function: shown, settings } = panelState.value ?? {};
  const { start, steps, seed, noise, batchSize } = settings ?? {};
  const common = [start, steps, seed, noise, batchSize];
  const shares = Object.values(byArgument?.lr ?? {}).map((rate) => rate / lr);
  const all = [id, optimizer, hyperparameters, extras, schedule, shares, shown?.version, common];
  return valueKey(all);
}

function FoundRates(props: {
  readonly found: RangeTestResult;
  readonly run: PanelRun;
  readonly onUse: (rate: number) => void;
}): JSX.Element {
  const { found, run, onUse } = props;
  const { lr: present, schedule } = run.options;
  const { offer } = found;
  const marks = marksOf(found);
  const cautions = offerCautions(found);
  return (
    <>
      <RateChart
        found={found}
        marks={marks}
        present={present}
        scheduled={schedule.id !== "constant"}
        onTry={onUse}
      />
      <div class="rateWords">
        {offer ? (
          <Offer offer={offer} run={run} onUse={onUse} />
        ) : (
          <p class="dim">{say("rate.none")}</p>
        )}
        {cautions.length > 0 ? <p class="rateCaution">{cautions.join(" ")}</p> : null}
        <ul class="rateMarks">
          {marks.map(({ kind, rate, name }) => (
            <li key={kind} data-rate={kind}>
              <RateKey kind={kind} />
              <span class="rateName">{name}</span>
              <span>η = {formatNumber(rate, 4)}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** The rate to take, what it reaches, and the press that takes it. */
function Offer(props: {
  readonly offer: RateOffer;
  readonly run: PanelRun;
  readonly onUse: (rate: number) => void;
}): JSX.Element {
  const { learningRate, loss, steps } = props.offer;
  const words = {
    rate: formatNumber(learningRate, 4),
    loss: formatNumber(loss, 4),
    steps: formatCount(steps),
    factor: formatNumber(learningRate / props.run.options.lr, 3),
  };
  return (
    <p class="rateOffer" data-rate="offer">
      <RateKey kind="offer" />
      <span class="rateName">{say("rate.offer", words)}</span>
      <Button label={say("rate.use.help", words)} onClick={() => props.onUse(learningRate)}>
        {say(props.run.options.byArgument?.lr ? "rate.use.each" : "rate.use", words)}
      </Button>
    </p>
  );
}

function RateKey({ kind }: { readonly kind: RateMark["kind"] | "offer" }): JSX.Element {
  return (
    <svg class={`rateKey ${kind}`} viewBox="0 0 20 10" aria-hidden="true">
      <rect class="ground" width="20" height="10" />
      <line x1="0" y1="5" x2="20" y2="5" />
    </svg>
  );
}
