import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { withSetting } from "../../src/options/tuning";
import type { TuningRank, TuningVerdict } from "../../src/options/tuningRanks";
import { saySweep } from "../../l10n/sweepWords";
import { compactNumber, formatCount } from "../charts/numbers";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { Swatch } from "../parts/swatch";
import { PlainButton } from "../ui/plainButton";
import { axisValue } from "./axisName";
import { CopySearch } from "./copySearch";
import { MeasureField } from "./measureField";
import { LabelledNumber } from "./numberField";
import { RankPlot } from "./rankPlot";
import { standingsOf, type Standing } from "./standings";
import { createTuning, tuneKey, type RunTuning, type TuneRequest, type Tuning } from "./tuneSearch";

type Ranked = TuningRank<RunTuning>;

const usual: TuneRequest = { budget: 200, repeats: 1, spread: 0, measure: { kind: "end" } };

/** Settings of a run, and repeats of each, at most. */
const mostSettings = 1000;
const mostRepeats = 100;

/** Every run with the same budget of settings, ranked by the best of each. */
export function TuneView(props: {
  readonly host: SweepHost;
  readonly subject: SweepSubject;
}): JSX.Element {
  const { host, subject } = props;
  const [request, setRequest] = useState(usual);
  const [tuning, setTuning] = useState<Tuning>();
  const [isStopped, setStopped] = useState(false);
  const search = useMemo(() => createTuning(host, setTuning), []);
  useEffect(() => {
    if (isStopped) return undefined;
    search.begin(subject, request);
    return search.stop;
  }, [tuneKey(subject, request), isStopped]);
  const isWhole = tuning !== undefined && tuning.done === tuning.count;
  const found = tuning && standingsOf(tuning.runs, idleScore(tuning, subject));
  return (
    <div class="sweepParts">
      <Form request={request} onChange={setRequest} />
      <div class="tuneRanks">
        {tuning && found ? (
          <Ranks {...{ tuning, ...found, host, subject, isWhole }}>
            <PlainButton onClick={() => setStopped(!isStopped)}>
              {saySweep(isStopped ? "resume" : "cancel")}
            </PlainButton>
            <span class="dim" role="status">
              {saySweep(tuning.isCompiled ? "progress" : "slow", {
                done: formatCount(tuning.done),
                count: formatCount(tuning.count),
              })}
            </span>
          </Ranks>
        ) : null}
      </div>
      <div>
        {tuning && found ? (
          <RankPlot tuning={tuning} ranks={found.standings.map(({ ranked }) => ranked)} />
        ) : null}
        <p class="dim">{saySweep("tuneHelp", { budget: request.budget })}</p>
      </div>
    </div>
  );
}

/** The score of a run that stays where it starts. */
function idleScore({ request, startLoss }: Tuning, { settings }: SweepSubject): number {
  return request.measure.kind === "steps" ? settings.steps : startLoss;
}

function Form(props: {
  readonly request: TuneRequest;
  readonly onChange: (request: TuneRequest) => void;
}): JSX.Element {
  const { request, onChange } = props;
  const { budget, repeats, spread, measure } = request;
  const whole = (value: number, most: number): number =>
    Math.max(1, Math.min(most, Math.round(value)));
  return (
    <div class="sweepForm">
      <label>
        <LabelledNumber
          label={saySweep("budget")}
          value={budget}
          onChange={(typed) => onChange({ ...request, budget: whole(typed, mostSettings) })}
        />
      </label>
      <label>
        <LabelledNumber
          label={saySweep("repeats")}
          value={repeats}
          onChange={(typed) => onChange({ ...request, repeats: whole(typed, mostRepeats) })}
        />
        {repeats > 1 ? (
          <>
            <LabelledNumber
              label={saySweep("jitter")}
              value={spread}
              onChange={(typed) => onChange({ ...request, spread: Math.abs(typed) })}
            />
          </>
        ) : null}
      </label>
      <MeasureField
        label={saySweep("rankedBy")}
        measure={measure}
        onMeasure={(chosen) => onChange({ ...request, measure: chosen })}
      />
    </div>
  );
}

function Ranks(props: {
  readonly tuning: Tuning;
  readonly verdict: TuningVerdict<RunTuning>;
  readonly standings: readonly Standing[];
  readonly host: SweepHost;
  readonly subject: SweepSubject;
  readonly isWhole: boolean;
  /** Stands beside what can be done with the ranks until they are whole. */
  readonly children: ComponentChildren;
}): JSX.Element {
  const { tuning, verdict, standings, host, subject, isWhole } = props;
  const { measure } = tuning.request;
  const { ranks } = verdict;
  const use = (chosen: readonly Ranked[]): void => {
    const runs = subject.settings.runs.map((run) => {
      const one = chosen.find((ranked) => ranked.run.run.id === run.id);
      return one ? { ...run, options: withSetting(run.options, one.run.axes, one.best) } : run;
    });
    host.change({ runs });
  };
  const better = ranks.filter(({ best, score }) => best > 0 && Number.isFinite(score));
  return (
    <>
      <p role="status" data-sweep="verdict">
        {isWhole ? verdictText(verdict, tuning) : "\u00a0"}
      </p>
      <div class="sweepTable" tabIndex={0} role="group" aria-label={saySweep("tune")}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{saySweep("rank")}</th>
              <th scope="col">{saySweep("runAndSetting")}</th>
              <th scope="col" class="number">
                {saySweep(measure.kind)}
              </th>
              <th scope="col" class="number">
                {saySweep("asItIs")}
              </th>
            </tr>
          </thead>
          <tbody>
            {standings.map((standing) => (
              <RankRow
                key={standing.ranked.run.run.id}
                standing={standing}
                mayUse={isWhole && better.includes(standing.ranked)}
                onUse={() => use([standing.ranked])}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="sweepActions">
        <PlainButton
          data-sweep="useAll"
          disabled={!isWhole || better.length === 0}
          onClick={() => use(better)}
        >
          {saySweep("useAll")}
        </PlainButton>
        {isWhole ? (
          <CopySearch
            host={host}
            search={{
              runs: tuning.runs.map(({ run, axes }) => ({ runId: run.id, axes })),
              measure,
            }}
          />
        ) : (
          props.children
        )}
      </p>
    </>
  );
}

function RankRow(props: {
  readonly standing: Standing;
  readonly mayUse: boolean;
  readonly onUse: () => void;
}): JSX.Element {
  const { standing, mayUse, onUse } = props;
  const { ranked, rank, score, asItIs } = standing;
  const { run, best } = ranked;
  const { axes, names } = run;
  const { label } = run.run.options;
  const setting = axes
    .map(({ target, values }, k) => axisValue({ name: names[k]!, target }, values[best]!))
    .join(", ");
  return (
    <tr data-run={run.run.id}>
      <td>{rank ?? "…"}</td>
      <th scope="row">
        <Swatch style={run.run.style} /> {label}{" "}
        {mayUse ? (
          <PlainButton title={saySweep("useBest", { label })} onClick={onUse}>
            {saySweep("use")}
          </PlainButton>
        ) : null}
        <div class="tuneSetting dim">{score === undefined ? "…" : setting}</div>
      </th>
      <td class="number">{numberSoFar(score)}</td>
      <td class="number dim">{numberSoFar(asItIs)}</td>
    </tr>
  );
}

function numberSoFar(value: number | undefined): string {
  return value === undefined ? "…" : compactNumber(value);
}

/** Whether the budget tells which run is best, and how surely. */
function verdictText(
  { ranks, doubt, confidence }: TuningVerdict<RunTuning>,
  { request: { budget } }: Tuning,
): string {
  const first = ranks.filter(({ rank }) => rank === 1);
  const [winner] = first;
  if (!winner || !Number.isFinite(winner.score)) return saySweep("noWinner");
  const runs = first.map(({ run }) => run.run.options.label).join(", ");
  if (ranks.length === 1) return "\u00a0";
  if (first.length > 1) return saySweep("alike", { runs });
  const share = Math.floor(100 * confidence);
  return saySweep(doubt === undefined ? "told" : `doubt.${doubt}`, { runs, budget, share });
}
