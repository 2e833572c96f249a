import { spokenName } from "../parts/spokenName";
import { say } from "../../l10n/words";

/** What is swept, named as its control is: "lr" is η (lr), "beta1" is β₁; a rate or start of one argument as in code. */
export function axisName(name: string): string {
  return name === "lr" ? say("editor.rate") : spokenName(name);
}
