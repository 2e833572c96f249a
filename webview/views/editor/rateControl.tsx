import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panel";
import { findOptimizer } from "../../store/catalogue";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { look } from "../../store/view";
import { say, sayOfCatalogue } from "../../words";
import { ofCode } from "./ofCode";
import { setHyperparameter } from "./editRuns";
import { FindRate } from "./findRate";
import { LinkButton } from "./linkButton";
import { NumberControl } from "./numberControl";

/** The learning rate of a run: by slider, by number, or found by trying. */
export function RateControl({ run }: { readonly run: PanelRun }): JSX.Element | null {
  const optimizer = findOptimizer(run.options.optimizer);
  if (!optimizer) return null;
  const set = (rate: number): void =>
    change({
      runs: setHyperparameter(runs.value, run.id, "lr", rate, look("linked").includes("lr")),
    });
  const { learningRate } = optimizer;
  return (
    <>
      <NumberControl
        name={say("editor.rate")}
        help={say("editor.rate.help", { help: sayOfCatalogue(learningRate.help) })}
        spec={learningRate}
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
