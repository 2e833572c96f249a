import type { JSX } from "preact";
import { undo } from "../store/requests";
import { toast } from "../store/toast";
import { Button } from "../ui/button";
import { say } from "../../l10n/words";
import "./toast.css";

/** Over the step bar for a while: what was just done, and a button that takes it back. */
export function Toast(): JSX.Element {
  const text = toast.value;
  return (
    <div class="toastPlace" role="status">
      {text === undefined ? null : (
        <div class="toast">
          <span>{text}</span>
          <Button onClick={undo}>{say("toast.undo")}</Button>
        </div>
      )}
    </div>
  );
}
