import type { JSX } from "preact";
import type { PanelRun } from "../../../src/protocol/panelCalls";
import { runs } from "../../store/panelData";
import { change } from "../../store/requests";
import { changeView, look } from "../../store/view";
import { IconButton } from "../../ui/iconButton";
import { say } from "../../../l10n/words";
import { hyperparameterOf, setHyperparameter } from "../../store/editRuns";

/** Ties a hyperparameter across runs: from now on it changes in all of them. */
export function LinkButton(props: {
  readonly name: string;
  readonly run: PanelRun;
}): JSX.Element | null {
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
  return (
    <IconButton icon="link" name={say("editor.link", { name })} pressed={linked} onClick={toggle} />
  );
}
