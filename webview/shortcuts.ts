import { lastStep } from "./store/panelData";
import { togglePlaying } from "./store/playback";
import { redo, undo } from "./store/requests";
import { step } from "./store/view";
import { moveTo } from "./store/stepWindow";

/** Steps that Shift and an arrow key move by. */
const longStride = 10;

/** Elements that have uses of their own for these keys. */
const ownKeys =
  "input, textarea, select, button, summary, vscode-button, vscode-dropdown, vscode-checkbox, a, [role='img'], [role='group'][tabindex]";

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

/**
 * Ctrl+Z or ⌘Z takes the newest change of the settings back; with Shift, and Ctrl+Y, it is made again. VS Code would
 * hand these keys back as an undo of typed text, which is of no use where every box shows a setting; where text is only
 * searched with, they do what they do.
 */
export function onUndoKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const again = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !again) return;
  if ((event.target as Element).closest("[role='combobox']")) return;
  event.preventDefault();
  event.stopPropagation();
  if (again) redo();
  else undo();
}
