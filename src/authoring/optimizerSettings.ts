import { sayInEditor, type AuthoringKey } from "../../l10n/authoring";
import { learningRate } from "../optimizers/hyperparameter";
import { hyperparameterSetting } from "./catalogueSettings";
import type { Allowed, Setting } from "./setting";

/** What `@optimizer { … }` may hold besides hyperparameters, whose names are its own. */
export function optimizerSettings(): readonly Setting[] {
  const text = (name: string, help: AuthoringKey): Setting => {
    return { name, help: sayInEditor(help), takes: sayInEditor("takes.text"), allowed: [anyText] };
  };
  return [
    text("id", "setting.id"),
    text("label", "setting.ownLabel"),
    text("description", "setting.description"),
    { ...hyperparameterSetting("lr", learningRate(0.01)), help: sayInEditor("setting.ownLr") },
    {
      name: "state",
      help: sayInEditor("setting.state"),
      takes: sayInEditor("takes.object"),
      allowed: [{ kind: "object", settings: () => [] }],
    },
  ];
}

const anyText: Allowed = { kind: "text" };
