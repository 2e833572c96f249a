import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RunOptions } from "../../src/options/runOptions";
import type { Sweepable, SweepMeasure } from "../../src/options/sweepOptions";
import { compactNumber, formatCount, formatNumber } from "../charts/numbers";
import { readTheme } from "../charts/theme";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { saySweep } from "../../l10n/sweepWords";
import { AxisForm } from "./axisForm";
import { CopySearch } from "./copySearch";
import { axesOf, changeTo, sweepKey, usualChoice, type AxisChoice } from "./sweepModel";
import { cellAt, colourOf, drawSweep, endsOf, frameOf } from "./sweepPicture";
import { createSearch, type FoundSweep } from "./sweepSearch";

const height = 300;

/** What a cell's run changes of the panel's settings. */
interface Setting {
  readonly options: RunOptions;
  readonly start: readonly number[];
  readonly seed: number;
}

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
  /** What the settings were before a cell was shown. */
  const before = useRef<Setting>();
  const search = useMemo(
    () => createSearch(host, subject.run.id, (found) => setResult({ found })),
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

  const axes = axesOf(known, choices);
  const key = axes && sweepKey(subject, axes, measure);
  useEffect(() => {
    if (!axes || isStopped) return undefined;
    search.begin(axes, measure);
    return search.stop;
  }, [key, isStopped]);

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

  if (choices.length === 0) return null;
  const { found: sweep } = result ?? {};
  const isFitting = sweep && axes && JSON.stringify(sweep.axes) === JSON.stringify(axes);
  const show = (cell: number): void => {
    if (!isFitting) return;
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
      {isFitting ? (
        <SweepMap
          sweep={sweep}
          names={choices.map(({ name }) => name)}
          subject={subject}
          present={presentOf(before.current, subject, known, choices)}
          cursor={cursor}
          onPoint={setCursor}
          onShow={show}
        />
      ) : (
        <div style={{ height: `${height}px` }} />
      )}
      <ReadOut sweep={isFitting ? sweep : undefined} names={choices} cursor={cursor} />
      <p class="sweepActions">
        <span class="dim" role="status">
          {sweep ? progressOf(sweep) : ""}
        </span>
        {axes ? (
          <CopySearch host={host} search={{ runs: [{ runId: subject.run.id, axes }], measure }} />
        ) : null}
        {sweep && !sweep.isDone ? (
          <button type="button" class="plain" onClick={() => setStopped(!isStopped)}>
            {saySweep(isStopped ? "resume" : "cancel")}
          </button>
        ) : null}
        {before.current ? (
          <>
            <button
              type="button"
              class="plain"
              data-sweep="use"
              title={saySweep("shown")}
              onClick={() => {
                before.current = undefined;
                setCursor(undefined);
              }}
            >
              {saySweep("use")}
            </button>
            <button
              type="button"
              class="plain"
              onClick={() => {
                restore();
                setCursor(undefined);
              }}
            >
              {saySweep("back")}
            </button>
          </>
        ) : null}
      </p>
    </>
  );
}

/** η across, and up the first number of the method, if it has one that the run uses. */
function firstChoices(known: readonly Sweepable[]): AxisChoice[] {
  const rate = known.find(({ target }) => target.kind === "lr");
  const second = known.find(
    ({ target, scale, present }) =>
      target.kind === "hyperparameter" && scale === "linear" && (present ?? 0) > 0,
  );
  return [rate, second].flatMap((one) => (one ? [usualChoice(one)] : []));
}

/** The run's own values of what is swept: those before a cell was shown. */
function presentOf(
  before: Setting | undefined,
  { run, settings }: SweepSubject,
  known: readonly Sweepable[],
  choices: readonly AxisChoice[],
): (number | undefined)[] {
  const options = before?.options ?? run.options;
  const start = before?.start ?? settings.start;
  return choices.map(({ name }) => {
    const target = known.find((one) => one.name === name)?.target;
    switch (target?.kind) {
      case "lr":
        return options.lr;
      case "hyperparameter":
        return options.hyperparameters[target.name] as number | undefined;
      case "extra":
        return options.extras[target.name];
      case "schedule":
        return options.schedule.options[target.name] as number | undefined;
      case "start":
        return start[target.index];
      case "seed":
        return before?.seed ?? settings.seed;
      default:
        return undefined;
    }
  });
}

function progressOf({ found, isCompiled, isDone }: FoundSweep): string {
  if (isDone) return "";
  const numbers = {
    done: formatCount(found.done),
    count: formatCount(found.columns * found.rows),
  };
  return saySweep(isCompiled ? "progress" : "slow", numbers);
}

/** The picture, which the mouse and the arrow keys move over. */
function SweepMap(props: {
  readonly sweep: FoundSweep;
  readonly names: readonly string[];
  readonly subject: SweepSubject;
  readonly present: readonly (number | undefined)[];
  readonly cursor: number | undefined;
  readonly onPoint: (cell: number | undefined) => void;
  readonly onShow: (cell: number) => void;
}): JSX.Element {
  const { sweep, names, present, cursor, onPoint, onShow } = props;
  const { axes, measure, found, startLoss, boundary } = sweep;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = readTheme();
  const size = (): { width: number; frame: ReturnType<typeof frameOf> } => {
    const { width } = canvas.current!.getBoundingClientRect();
    return { width, frame: frameOf(width, height) };
  };
  useEffect(() => {
    const element = canvas.current!;
    const { width, frame } = size();
    const ratio = window.devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    const context = element.getContext("2d")!;
    context.scale(ratio, ratio);
    const picture = { axes, names, found, measure, startLoss, boundary, present, cursor };
    drawSweep(context, picture, frame, theme);
  });
  const at = ({ offsetX, offsetY }: TargetedPointerEvent<HTMLCanvasElement>): number | undefined =>
    cellAt(found, size().frame, offsetX, offsetY);
  const move = (event: TargetedKeyboardEvent<HTMLCanvasElement>): void => {
    const { columns, rows } = found;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] },
    };
    const step = steps[event.key];
    const now = cursor ?? Math.floor(rows / 2) * columns + Math.floor(columns / 2);
    if (event.key === "Enter") onShow(now);
    else if (step) {
      const limit = (value: number, count: number): number =>
        Math.max(0, Math.min(count - 1, value));
      const column = limit((now % columns) + step[0], columns);
      onPoint(limit(Math.floor(now / columns) + step[1], rows) * columns + column);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = saySweep("chart", { measure: saySweep(measure.kind), axes: names.join(", ") });
  const isMap = axes.length > 1;
  const [low, high] = endsOf({ values: found.values, measure, startLoss }).map(compactNumber);
  const keys = [
    ["present", theme.foreground],
    ...(boundary ? [["boundary", theme.warning] as const] : []),
  ] as const;
  return (
    <figure class="sweepFigure">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={label}
        style={{ height: `${height}px` }}
        onPointerMove={(event) => onPoint(at(event))}
        onClick={(event) => {
          const cell = at(event as unknown as TargetedPointerEvent<HTMLCanvasElement>);
          if (cell !== undefined) onShow(cell);
        }}
        onKeyDown={move}
      />
      <figcaption class="sweepKeys dim">
        {isMap && (
          <>
            {[0, 0.25, 0.5, 0.75, 1].map((share) => (
              <i key={share} style={{ background: colourOf(theme, share) }} />
            ))}
            <span>
              {low} – {high}
            </span>
          </>
        )}
        <i class="lost" />
        <span>{saySweep(measure.kind === "steps" ? "unreached" : "diverged")}</span>
        {keys.map(([word, colour]) => (
          <span key={word}>
            <i class={isMap ? word : `${word} upright`} style={{ borderColor: colour }} />{" "}
            {saySweep(word)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
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

function cellText(
  { axes, found, measure }: FoundSweep,
  names: readonly AxisChoice[],
  cursor: number,
): string {
  const { columns, values, diverged, steps } = found;
  const places = [cursor % columns, Math.floor(cursor / columns)];
  const place = axes
    .map((axis, k) => `${names[k]!.name} ${formatNumber(axis.values[places[k]!]!, 4)}`)
    .join(", ");
  const value = values[cursor]!;
  if (Number.isNaN(value)) return place;
  const isLost = diverged[cursor] === 1 && value === Infinity;
  if (isLost)
    return saySweep("cell", { place, value: saySweep("divergedAt", { step: steps[cursor]! }) });
  if (measure.kind === "steps") {
    const shown = value === Infinity ? saySweep("never") : formatCount(value);
    return saySweep("cell", { place, value: shown });
  }
  return saySweep("cell", { place, value: `L ${formatNumber(value, 5)}` });
}
