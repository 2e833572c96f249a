import { findOptimizer } from "../../store/catalogue";
import type { JSX } from "preact";
import {
  isChoiceHyperparameter,
  isNumberHyperparameter,
} from "../../../src/optimizers/hyperparameter";
import type { Hyperparameter, HyperparameterValue } from "../../../src/optimizers/hyperparameter";
import type { PanelRun } from "../../../src/protocol/panel";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { changeView, look } from "../../store/view";
import { Checkbox } from "../../ui/checkbox";
import { Dropdown } from "../../ui/dropdown";
import { say, sayOfCatalogue } from "../../words";
import { CombinationFault } from "./combinationFault";
import { ControlName } from "./controlName";
import { useDraft } from "./draft";
import { FindRate } from "./findRate";
import { hyperparameterOf, setHyperparameter } from "./editRuns";
import { NumberControl } from "./numberControl";

/** The learning rate and the optimizer's own hyperparameters, each with what suits its kind. */
export function HyperparameterControls({ run }: { readonly run: PanelRun }): JSX.Element | null {
  const optimizer = findOptimizer(run.options.optimizer);
  const {
    shown,
    fault,
    change: setAll,
  } = useDraft(
    run.options.hyperparameters,
    (values) => optimizer?.check?.(values),
    (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (value !== run.options.hyperparameters[name]) set(name, value);
      }
    },
  );
  if (!optimizer) return null;
  const set = (name: string, value: HyperparameterValue): void =>
    change({
      runs: setHyperparameter(runs.value, run.id, name, value, look("linked").includes(name)),
    });
  const { learningRate } = optimizer;
  return (
    <>
      <NumberControl
        name={say("editor.rate")}
        help={say("editor.rate.help", { help: sayOfCatalogue(learningRate.help) })}
        spec={learningRate}
        value={run.options.lr}
        onChange={(value) => set("lr", value)}
      >
        <LinkButton name="lr" run={run} />
      </NumberControl>
      <FindRate key={run.id} run={run} onUse={(rate) => set("lr", rate)} />
      {Object.entries(optimizer.hyperparameters).map(([name, declared]) => (
        <HyperparameterControl
          key={name}
          name={name}
          declared={declared}
          run={run}
          value={shown[name] ?? declared.default}
          onChange={(value) => setAll({ ...shown, [name]: value })}
        />
      ))}
      <CombinationFault text={fault} />
    </>
  );
}

function HyperparameterControl(props: {
  readonly name: string;
  readonly declared: Hyperparameter;
  readonly run: PanelRun;
  readonly value: HyperparameterValue;
  readonly onChange: (value: HyperparameterValue) => void;
}): JSX.Element {
  const { name, declared, run, value, onChange } = props;
  const help = sayOfCatalogue(declared.help);
  if (isNumberHyperparameter(declared)) {
    return (
      <NumberControl
        name={name}
        help={help}
        spec={declared}
        value={Number(value)}
        onChange={onChange}
      >
        <LinkButton name={name} run={run} />
      </NumberControl>
    );
  }
  return (
    <div class="control wide" data-control={name}>
      <ControlName name={name} help={help} />
      {isChoiceHyperparameter(declared) ? (
        <Dropdown
          label={`${name}: ${help}`}
          value={String(value)}
          choices={declared.choices.map((choice) => ({ value: choice, label: choice }))}
          onChoose={onChange}
        />
      ) : (
        <Checkbox checked={value === true} onChange={onChange}>
          {help}
        </Checkbox>
      )}
    </div>
  );
}

/** Ties a hyperparameter across runs: from now on it changes in all of them. */
function LinkButton(props: { readonly name: string; readonly run: PanelRun }): JSX.Element | null {
  const { name, run } = props;
  if (runs.value.length < 2) return null;
  const linked = look("linked").includes(name);
  const toggle = (): void => {
    const others = look("linked").filter((other) => other !== name);
    changeView({ linked: linked ? others : [...others, name] });
    const value = hyperparameterOf(run.options, name);
    if (!linked && value !== undefined) {
      change({ runs: setHyperparameter(runs.value, run.id, name, value, true) });
    }
  };
  const label = say("editor.link", { name });
  return (
    <button
      type="button"
      class="linkButton"
      aria-pressed={linked}
      aria-label={label}
      title={label}
      onClick={toggle}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path d="M6 4H4a3 3 0 0 0 0 6h2M8 4h2a3 3 0 0 1 0 6H8M4.5 7h5" />
      </svg>
    </button>
  );
}
