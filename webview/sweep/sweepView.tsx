import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Sweepable, SweepMeasure } from "../../src/options/sweepOptions";
import { formatCount } from "../charts/numbers";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { PlainButton } from "../ui/plainButton";
import { saySweep } from "../../l10n/sweepWords";
import { AxisForm } from "./axisForm";
import { axisName } from "./axisName";
import { cellText } from "./cellText";
import { CopySearch } from "./copySearch";
import { SweepMap } from "./sweepMap";
import { askedOf, axesOf, changeTo, sweepKey, type AxisChoice } from "./sweepModel";
import { createSearch, type FoundSweep } from "./sweepSearch";
import { firstChoices, presentOf, type Setting } from "./sweepSetting";

/** A map or a line of what a run would come to with other numbers. */
export function SweepView(props: {
  readonly host: SweepHost;
  readonly subject: SweepSubject;
}): JSX.Element | null {
  const { host, subject } = props;
  const [known, setKnown] = useState<readonly Sweepable[]>([]);
  const [choices, setChoices] = useState<readonly AxisChoice[]>([]);
  const [measure, setMeasure] = useState<SweepMeasure>({ kind: "end" });
  const [result, setResult] = useState<{ readonly found: FoundSweep }>();
  const [cursor, setCursor] = useState<number>();
  const [isStopped, setStopped] = useState(false);
  /** Whether the runner is at no cell any more after a stop. */
  const [isAtRest, setAtRest] = useState(false);
  /** What the settings were before a cell was shown. */
  const before = useRef<Setting>();
  const search = useMemo(
    () => createSearch(host, (found) => setResult({ found })),
    [subject.run.id],
  );
  const latest = useRef(subject);
  latest.current = subject;

  const { optimizer, schedule } = subject.run.options;
  useEffect(() => {
    let isWanted = true;
    host.sweepables(subject.run.id).then((list) => {
      if (!isWanted) return;
      setKnown(list);
      setChoices((present) => (present.length > 0 ? present : firstChoices(list)));
    }, host.report);
    return () => {
      isWanted = false;
    };
  }, [optimizer, schedule.id, subject.version]);

  const axes = useMemo(() => axesOf(known, choices), [known, choices]);
  const key = axes && sweepKey(subject, axes, measure);
  // Before the next frame: what is seen of it is a drag's delay.
  useLayoutEffect(() => {
    if (axes && !isStopped) {
      search.begin({ ...askedOf(subject.run.options, subject.settings), axes, measure });
      return undefined;
    }
    let isWanted = true;
    search.stop().then(() => {
      if (isWanted) setAtRest(true);
    }, host.report);
    return () => {
      isWanted = false;
      setAtRest(false);
    };
  }, [key, isStopped]);
  useLayoutEffect(() => () => void search.stop().catch(host.report), [search]);

  const restore = (): void => {
    const { run, settings } = latest.current;
    if (before.current) {
      const { options, start, seed } = before.current;
      // Whatever else has changed meanwhile stays.
      const runs = settings.runs.map((one) => (one.id === run.id ? { ...one, options } : one));
      host.change({ runs, start, seed });
    }
    before.current = undefined;
  };
  useEffect(() => restore, []);

  const { found: sweep } = result ?? {};
  const isFitting = useMemo(
    () => JSON.stringify(sweep?.axes) === JSON.stringify(axes),
    [sweep?.axes, axes],
  );
  if (choices.length === 0) return null;
  const show = (cell: number): void => {
    if (!sweep || !axes || !isFitting) return;
    const { run, settings } = latest.current;
    before.current ??= { options: run.options, start: settings.start, seed: settings.seed };
    const { columns } = sweep.found;
    const places = [cell % columns, Math.floor(cell / columns)];
    host.change(
      changeTo(
        { ...latest.current, run },
        axes,
        axes.map(({ values }, k) => values[places[k]!]!),
      ),
    );
    setCursor(cell);
  };
  return (
    <>
      <div class="sweepParts">
        <AxisForm
          known={known}
          choices={choices}
          measure={measure}
          onChoose={(next) => {
            setChoices(next);
            setCursor(undefined);
          }}
          onMeasure={setMeasure}
        />
        {sweep && isFitting ? (
          <SweepMap
            sweep={sweep}
            isBusy={!sweep.isDone && !isAtRest}
            names={choices.map(({ name }, k) => axisName({ name, target: sweep.axes[k]!.target }))}
            present={presentOf(before.current, subject, known, choices)}
            cursor={cursor}
            onPoint={setCursor}
            onShow={show}
          />
        ) : (
          <div class="sweepFigure" />
        )}
      </div>
      <div class="sweepWords">
        <ReadOut sweep={isFitting ? sweep : undefined} names={choices} cursor={cursor} />
        <p class="sweepActions">
          <span class="dim" role="status">
            {sweep ? progressOf(sweep) : ""}
          </span>
          {axes ? (
            <CopySearch host={host} search={{ runs: [{ runId: subject.run.id, axes }], measure }} />
          ) : null}
          {sweep && !sweep.isDone ? (
            <PlainButton onClick={() => setStopped(!isStopped)}>
              {saySweep(isStopped ? "resume" : "cancel")}
            </PlainButton>
          ) : null}
          {before.current ? (
            <>
              <PlainButton
                data-sweep="use"
                title={saySweep("shown")}
                onClick={() => {
                  before.current = undefined;
                  setCursor(undefined);
                }}
              >
                {saySweep("use")}
              </PlainButton>
              <PlainButton
                onClick={() => {
                  restore();
                  setCursor(undefined);
                }}
              >
                {saySweep("back")}
              </PlainButton>
            </>
          ) : null}
        </p>
      </div>
    </>
  );
}

function progressOf({ found, isCompiled, isDone }: FoundSweep): string {
  if (isDone) return "";
  const numbers = {
    done: formatCount(found.done),
    count: formatCount(found.columns * found.rows),
  };
  return saySweep(isCompiled ? "progress" : "slow", numbers);
}

/** The cell under the cursor in words. */
function ReadOut(props: {
  readonly sweep: FoundSweep | undefined;
  readonly names: readonly AxisChoice[];
  readonly cursor: number | undefined;
}): JSX.Element {
  const { sweep, names, cursor } = props;
  const text = sweep && cursor !== undefined ? cellText(sweep, names, cursor) : "\u00a0";
  return (
    <p class="sweepReadOut" role="status" data-sweep="cell">
      {text}
    </p>
  );
}
