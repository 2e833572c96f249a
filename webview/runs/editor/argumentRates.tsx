import type { JSX } from "preact";
import { argumentRates, withArgumentNumbers } from "../../../src/options/argumentNumbers";
import type { NumbersByArgument } from "../../../src/options/runOptions";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { findOptimizer } from "../../store/catalogue";
import { changeRun } from "../../store/editRuns";
import { parameterNames, runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { say } from "../../../l10n/words";
import { NumberControl } from "../../parts/numberControl";
import { PlainButton } from "../../ui/plainButton";
import { rateSlider } from "./rateRange";

/** Functions of more arguments have their rates in the code alone. */
const mostArguments = 12;

/** A rate for each argument, folded while all have the same; nothing where the method or the function has but one. */
export function ArgumentRates({ run }: { readonly run: PanelRun }): JSX.Element | null {
  const { options } = run;
  const optimizer = findOptimizer(options.optimizer);
  const rates = argumentRates(options, parameterNames.value);
  const takes = optimizer?.kind === "element" || optimizer?.ownRates === true;
  if (!takes || rates.length < 2 || rates.length > mostArguments) return null;
  const own = options.byArgument?.lr;
  const set = (numbers: NumbersByArgument | undefined): void => {
    const changed = withArgumentNumbers(options, "lr", numbers);
    change({ runs: changeRun(runs.value, run.id, { options: changed }) });
  };
  const all = Object.fromEntries(rates.map(({ key, rate }) => [key, rate]));
  return (
    <details class="more" open={own !== undefined} data-control="argumentRates">
      <summary>{say("editor.rates")}</summary>
      <div class="controls">
        {rates.map(({ argument, key, rate }) => (
          <NumberControl
            key={argument}
            name={`η ${argument}`}
            help={say("editor.rates.help", { argument })}
            spec={{
              ...optimizer.learningRate,
              min: 0,
              slider: rateSlider(optimizer.learningRate, options.lr, rate),
            }}
            value={rate}
            onChange={(value) => {
              // One of them has to move.
              const next = { ...all, [key]: value };
              if (Object.values(next).some((one) => one > 0)) set(next);
            }}
          />
        ))}
      </div>
      {own ? (
        <PlainButton onClick={() => set(undefined)}>{say("editor.rates.same")}</PlainButton>
      ) : null}
    </details>
  );
}
