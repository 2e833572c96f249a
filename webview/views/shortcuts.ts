import { lastStep } from "../store/panelData";
import { togglePlaying } from "../store/playback";
import { step } from "../store/view";
import { moveTo } from "./stepBar";

/** Steps that Shift and an arrow key move by. */
const longStride = 10;

/** Elements that have uses of their own for these keys. */
const ownKeys =
  "input, textarea, select, button, summary, vscode-button, vscode-dropdown, vscode-text-field, vscode-checkbox, vscode-link, [role='img'], [role='group'][tabindex]";

/** Anywhere in the panel: arrow keys step, Home and End go to the ends, Space plays. */
export function onShortcut(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || lastStep.value === 0) return;
  if ((event.target as Element).closest(ownKeys)) return;
  const stride = event.shiftKey ? longStride : 1;
  switch (event.key) {
    case "ArrowLeft":
      moveTo(step.value - stride);
      break;
    case "ArrowRight":
      moveTo(step.value + stride);
      break;
    case "Home":
      moveTo(0);
      break;
    case "End":
      moveTo(lastStep.value);
      break;
    case " ":
      togglePlaying();
      break;
    default:
      return;
  }
  event.preventDefault();
}
