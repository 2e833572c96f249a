import type { JSX } from "preact";
import type { Problem } from "../../src/protocol/problem";
import { host } from "../store/connection";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { say } from "../../l10n/words";

/** What went wrong and where, and what can be done about it. */
export function ProblemText({ problem }: { readonly problem: Problem }): JSX.Element {
  const { message, place, about } = problem;
  return (
    <>
      <span class="problemText">{message}</span>
      {place ? (
        <Link onClick={() => void host().revealProblem.asEvent()}>
          {say("panel.problem.at", { line: place.line, column: place.column })}
        </Link>
      ) : null}
      {about === "interpreter" ? (
        <Button onClick={() => void host().chooseInterpreter.asEvent()}>
          {say("panel.interpreter.choose")}
        </Button>
      ) : null}
    </>
  );
}
