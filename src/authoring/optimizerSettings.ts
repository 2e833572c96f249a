import { sayInEditor } from "../../l10n/authoring";
import { learningRate } from "../optimizers/hyperparameter";
import { hyperparameterSetting, setting } from "./catalogueSettings";
import type { Allowed, Setting } from "./setting";

/** What `@optimizer { … }` may hold besides hyperparameters, whose names are its own. */
export function optimizerSettings(): readonly Setting[] {
  return [
    setting("id", "takes.text", anyText),
    { ...setting("label", "takes.text", anyText), help: sayInEditor("setting.ownLabel") },
    setting("description", "takes.text", anyText),
    { ...hyperparameterSetting("lr", learningRate(0.01)), help: sayInEditor("setting.ownLr") },
    setting("state", "takes.object", { kind: "object", settings: () => [] }),
  ];
}

const anyText: Allowed = { kind: "text" };
