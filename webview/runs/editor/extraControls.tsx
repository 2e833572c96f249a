import { findOptimizer } from "../../store/catalogue";
import type { JSX } from "preact";
import { extraDeclarations, extraNames } from "../../../src/options/extras";
import type { Extras } from "../../../src/options/runOptions";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { Checkbox } from "../../ui/checkbox";
import { sayOfCatalogue } from "../../../l10n/catalogue";
import { changeOptions } from "../../store/editRuns";
import { NumberControl } from "../../parts/numberControl";
import type { NumberSpec } from "../../parts/numberSpec";

type ExtraName = keyof Extras;

/** What an extra starts from when it is turned on, and what its slider covers. */
const extraSpecs: Readonly<Record<ExtraName, NumberSpec & { readonly first: number }>> = {
  clipValue: { ...extraDeclarations.clipValue, scale: "log", slider: [1e-4, 1e4], first: 1 },
  clipNorm: { ...extraDeclarations.clipNorm, scale: "log", slider: [1e-4, 1e4], first: 1 },
  coupledWeightDecay: { ...extraDeclarations.coupledWeightDecay, slider: [0, 0.1], first: 0.01 },
  decoupledWeightDecay: {
    ...extraDeclarations.decoupledWeightDecay,
    slider: [0, 0.1],
    first: 0.01,
  },
  nesterov: { ...extraDeclarations.nesterov, slider: [0, 0.99], first: 0.9 },
};

/** What may be added to any optimizer; each is off until it is turned on. */
export function ExtraControls({ run }: { readonly run: PanelRun }): JSX.Element {
  const own = findOptimizer(run.options.optimizer)?.hyperparameters ?? {};
  const names = extraNames.filter((name) => !(name in own));
  const { extras } = run.options;
  const set = (name: ExtraName, value: number | undefined): void => {
    const rest = Object.fromEntries(Object.entries(extras).filter(([key]) => key !== name));
    const next: Extras = value === undefined ? rest : { ...rest, [name]: value };
    change({ runs: changeOptions(runs.value, run.id, { extras: next }) });
  };
  return (
    <div class="controls">
      {names.map((name) => {
        const value = extras[name];
        const help = sayOfCatalogue(extraDeclarations[name].help);
        return (
          <div key={name} class="extra">
            <Checkbox
              checked={value !== undefined}
              onChange={(on) => set(name, on ? extraSpecs[name].first : undefined)}
            >
              {help}
            </Checkbox>
            {value === undefined ? null : (
              <NumberControl
                name={name}
                help={help}
                spec={extraSpecs[name]}
                value={value}
                onChange={(next) => set(name, next)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
