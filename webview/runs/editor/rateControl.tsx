import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { defaultRuns } from "../../../src/options/defaultRuns";
import { argumentRates } from "../../../src/options/argumentNumbers";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import type { RunCurvature } from "../../../src/protocol/series";
import { findOptimizer } from "../../store/catalogue";
import { formatNumber } from "../../charts/numbers";
import { allCurvature, codeSettings, parameterNames, runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { look } from "../../store/view";
import { sayOfCatalogue } from "../../../l10n/catalogue";
import { say } from "../../../l10n/words";
import { ofCode } from "./ofCode";
import { setHyperparameter } from "../../store/editRuns";
import { FindRate } from "./findRate";
import { LinkButton } from "./linkButton";
import { NumberControl } from "../../parts/numberControl";
import { rateSlider, stableRate } from "./rateRange";

/** The learning rate of a run: by slider, by number, or found by trying. */
export function RateControl({ run }: { readonly run: PanelRun }): JSX.Element | null {
  const optimizer = findOptimizer(run.options.optimizer);
  const center = useCenter(run, optimizer?.learningRate.default ?? 1);
  if (!optimizer) return null;
  const set = (rate: number): void =>
    change({
      runs: setHyperparameter(runs.value, run.id, "lr", rate, look("linked").includes("lr")),
    });
  const { learningRate } = optimizer;
  const own = run.options.byArgument?.lr;
  const slider = rateSlider(learningRate, center, run.options.lr);
  return (
    <>
      <NumberControl
        name={say(own ? "editor.rate.most" : "editor.rate")}
        help={rateHelp(run, sayOfCatalogue(learningRate.help))}
        spec={{ ...learningRate, slider }}
        value={run.options.lr}
        ofCode={ofCode(run, "lr")}
        onChange={set}
      >
        <LinkButton name="lr" run={run} />
      </NumberControl>
      <FindRate run={run} onUse={set} />
    </>
  );
}

/** What the rate is, and why it is this one where it was fitted to the function. */
function rateHelp(run: PanelRun, help: string): string {
  const { lr, byArgument } = run.options;
  if (byArgument?.lr) return say("editor.rate.all", { help, rates: ratesInWords(run) });
  const plain = say("editor.rate.help", { help });
  if (!isFitted(run)) return plain;
  return `${plain}\n${say("editor.rate.fitted", { rate: formatNumber(lr, 2) })}`;
}

/** Is a run's rate the code's, which was fitted because the code names no runs? */
function isFitted({ id, options: { lr, optimizer } }: PanelRun): boolean {
  const code = codeSettings.value;
  if (code?.startRate === undefined) return false;
  const index = code.runs.findIndex((one) => one.id === id);
  const fitted = code.runs[index]?.options;
  return fitted?.optimizer === optimizer && fitted.lr === lr && lr !== defaultRuns[index]?.lr;
}

/** "w: 0.1, b: 0.01". */
function ratesInWords({ options }: PanelRun): string {
  return argumentRates(options, parameterNames.value)
    .map(({ argument, rate }) => `${argument}: ${formatNumber(rate, 3)}`)
    .join(", ");
}

/**
 * The rate that is stable for the run as far as that is known. Curvature comes when a run is at rest: its first sight
 * counts, while its rate is the run's, and it stays until newer comes, so that the slider keeps still under the hand.
 */
function useCenter({ id, options }: PanelRun, unknown: number): number {
  const known = useRef<{ key: string; curvature: RunCurvature; rate: number | undefined }>();
  const key = `${id} ${options.optimizer}`;
  const curvature = allCurvature.value.find(({ runId }) => runId === id);
  if (curvature && curvature !== known.current?.curvature) {
    known.current = { key, curvature, rate: stableRate(curvature, options.lr) };
  }
  return (known.current?.key === key ? known.current.rate : undefined) ?? unknown;
}
