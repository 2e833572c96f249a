import { effect, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { formatCount, formatNumber } from "../charts/numbers";
import { allSeries, cursorRows, problem, runs, shownResults } from "../store/panelData";
import { playing } from "../store/playback";
import { selectedRunId } from "../store/view";
import { say } from "../../l10n/words";
import { resultSentence } from "../parts/runStop";

/** At most one announcement in this time, so that a screen reader can finish its sentence. */
const pause = 1500;

/** Reads results and the step cursor aloud, throttled. */
export function Announcements(): JSX.Element {
  const spoken = useSignal("");
  useEffect(() => {
    let waiting: (() => string) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const speak = (): void => {
      timer = undefined;
      if (!waiting) return;
      spoken.value = waiting();
      waiting = undefined;
      timer = setTimeout(speak, pause);
    };
    const announce = (text: () => string): void => {
      waiting = text;
      timer ??= setTimeout(speak, pause / 3);
    };
    // What went wrong is read by itself; results of before it would contradict it.
    const stopProblems = effect(() => {
      if (problem.value) announce(() => "");
    });
    const stopResults = effect(() => {
      if (allSeries.value.every(({ complete }) => complete)) announce(resultText);
    });
    const stopSteps = effect(() => {
      if (cursorRows.value.rows.length > 0 && !playing.value) announce(stepText);
    });
    return () => {
      stopProblems();
      stopResults();
      stopSteps();
      clearTimeout(timer);
    };
  }, [spoken]);
  return (
    <div class="visuallyHidden" role="status" aria-live="polite">
      {spoken.value}
    </div>
  );
}

function resultText(): string {
  return shownResults.value
    .map(({ run, series }) => resultSentence(run.options.label, series))
    .join(" ");
}

function stepText(): string {
  const row = cursorRows.value.rows.find(({ runId }) => runId === selectedRunId.value);
  const run = runs.value.find(({ id }) => id === selectedRunId.value);
  if (!row || !run) return resultText();
  return say("announce.step", {
    step: formatCount(row.step),
    run: run.options.label,
    loss: formatNumber(row.loss, 4),
  });
}
