import { fittingRate, type FunctionScale } from "../../../src/optimizers/fittingRate";
import { formatCount, formatNumber } from "../../charts/numbers";
import { findOptimizer } from "../../store/catalogue";
import {
  allCurvature,
  brokenRuns,
  codeSettings,
  landscape,
  runs,
  settings,
} from "../../store/panelData";
import { change } from "../../store/requests";
import { showToast } from "../../store/toast";
import { changeView } from "../../store/view";
import { say } from "../../../l10n/words";
import { addRun, changeOptimizer } from "../../store/editRuns";
import { descentRateOf } from "./descentRate";

/** What is known of the function on show. */
function scaleOfFunction(): FunctionScale {
  const atStart = allCurvature.value.find(({ steps }) => steps[0] === 0);
  const code = codeSettings.value;
  const isCodesStart = code?.start.join() === settings.value?.start.join();
  const descentRate = descentRateOf(atStart, isCodesStart ? code?.startRate : undefined);
  const grid = landscape.value;
  const ranges = grid ? [grid.x, ...(grid.axes.length === 2 ? [grid.y] : [])] : [];
  return {
    ...(descentRate === undefined ? {} : { descentRate }),
    ...(grid ? { distance: Math.max(...ranges.map(([from, to]) => to - from)) } : {}),
    steps: settings.value?.steps ?? 0,
  };
}

/** Adds a run of an optimizer at a rate that fits the function, and selects it. */
export function addFittingRun(optimizer: string): void {
  const found = rateFor(optimizer);
  const next = addRun(runs.value, optimizer, found?.rate, brokenRuns.value);
  change({ runs: next });
  const added = next[next.length - 1];
  if (!added) return;
  changeView({ selectedRun: added.id });
  found?.say(added.options.label);
}

/** Makes a run one of another optimizer at a rate that fits the function; a run at rest, η = 0, stays at rest. */
export function changeToOptimizer(id: string, optimizer: string): void {
  const rests = runs.value.find((run) => run.id === id)?.options.lr === 0;
  const found = rests ? undefined : rateFor(optimizer);
  const next = changeOptimizer(runs.value, id, optimizer, rests ? 0 : found?.rate);
  change({ runs: next });
  found?.say(next.find((run) => run.id === id)?.options.label ?? "");
}

/** A rate that fits, and a way to say why it is not the default where it is not. */
function rateFor(
  id: string,
): { readonly rate: number; readonly say: (label: string) => void } | undefined {
  const optimizer = findOptimizer(id);
  if (!optimizer) return undefined;
  const scale = scaleOfFunction();
  const { rate, because } = fittingRate(optimizer, scale);
  return {
    rate,
    say(run) {
      if (because === "default") return;
      const usual = formatNumber(optimizer.learningRate.default);
      const steps = formatCount(scale.steps);
      showToast(say(`toast.rate.${because}`, { run, rate: formatNumber(rate, 2), usual, steps }));
    },
  };
}
