import { findOptimizer } from "../../store/catalogue";
import type { JSX } from "preact";
import {
  isChoiceHyperparameter,
  isNumberHyperparameter,
  type Hyperparameter,
  type HyperparameterValue,
} from "../../../src/optimizers/hyperparameter";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { look } from "../../store/view";
import { Checkbox } from "../../ui/checkbox";
import { Dropdown } from "../../ui/dropdown";
import { sayOfCatalogue } from "../../../l10n/catalogue";
import { CombinationFault } from "./combinationFault";
import { ControlName } from "../../parts/controlName";
import { useDraft } from "./draft";
import { setHyperparameter } from "../../store/editRuns";
import { LinkButton } from "./linkButton";
import { NumberControl } from "../../parts/numberControl";
import { ofCode } from "./ofCode";

/** The optimizer's own hyperparameters, each with what suits its kind; the learning rate stands by itself. */
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
  return (
    <>
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
        ofCode={ofCode(run, name)}
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
