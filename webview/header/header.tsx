import type { JSX } from "preact";
import { host } from "../store/connection";
import {
  commentFaults,
  faultBesidePictures,
  gradient,
  isChanged,
  locked,
  panelState,
  problem,
  shownFunction,
  status,
} from "../store/panelData";
import { anyWrongDraft } from "../store/drafts";
import { canRedo, canUndo } from "../store/history";
import { discardChanges, redo, undo } from "../store/requests";
import { IconButton } from "../ui/iconButton";
import { runFault } from "../store/runFault";
import { Link } from "../ui/link";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../../l10n/words";
import { useCalm } from "../parts/resting";
import "./header.css";

/** What other parts of the panel put among the buttons. */
export interface HeaderSlots {
  readonly settings: JSX.Element;
  readonly exporting: JSX.Element;
  /** Stands in place of what is known of the code that worked, while it is not the code's any more. */
  readonly fault: JSX.Element;
  /** Stands in place of how the gradient comes about and how the panel stands, while the function throws in a run. */
  readonly runFault: JSX.Element;
}

/** Which function is shown, how its gradient comes about, and whether what is shown is current. */
export function Header(slots: HeaderSlots): JSX.Element | null {
  const shown = shownFunction.value;
  const now = status.value;
  if (!shown || now === undefined) return null;
  return (
    <header class="header" aria-label={say("header.label")}>
      <h1 class="signature oneLine" title={shown.signature}>
        {shown.signature}
      </h1>
      {faultBesidePictures.value ? slots.fault : <Facts {...slots} />}
      <HeaderButtons {...slots} />
    </header>
  );
}

/** Where the function stands, and how its gradient comes about and how the panel stands, or what went wrong in a run. */
function Facts(slots: Pick<HeaderSlots, "runFault">): JSX.Element {
  const { file, line } = shownFunction.value!;
  const place = `${file}:${line}`;
  return (
    <>
      <span class="place oneLine">
        <Link
          label={say("header.reveal", { place })}
          onClick={() => void host().revealFunction.asEvent()}
        >
          <span class="oneLine" aria-hidden="true">
            {file}
          </span>
          <span aria-hidden="true">:{line}</span>
          <span class="visuallyHidden">{place}</span>
        </Link>
      </span>
      {runFault.value ? (
        slots.runFault
      ) : (
        <>
          <GradientBadge />
          <Status />
          <CommentFaults />
          <span class="spring" />
        </>
      )}
    </>
  );
}

/** What can be done with the whole panel; those that come and go stand in front, where they move no other. */
function HeaderButtons({
  settings,
  exporting,
}: Pick<HeaderSlots, "settings" | "exporting">): JSX.Element {
  const now = status.value;
  const isPaused = now === "paused";
  const isLocked = locked.value === true;
  return (
    <div class="headerButtons">
      {now === "running" ? (
        <IconButton
          icon="stop"
          name={say("header.stop")}
          onClick={() => void host().stop.asEvent()}
        />
      ) : null}
      {now === "stale" || now === "failed" || isPaused ? (
        <IconButton
          icon="rerun"
          name={say("header.rerun")}
          onClick={() => void host().rerun.asEvent()}
        />
      ) : null}
      <IconButton
        icon="discard"
        name={say("header.reset")}
        help={say("header.reset.help")}
        disabled={!isChanged.value && !anyWrongDraft.value}
        onClick={discardChanges}
      />
      <IconButton icon="undo" name={say("header.undo")} disabled={!canUndo.value} onClick={undo} />
      <IconButton
        icon="redo"
        class="redo"
        name={say("header.redo")}
        disabled={!canRedo.value}
        onClick={redo}
      />
      {settings}
      <IconButton
        icon="freeze"
        name={say(isPaused ? "header.resume" : "header.pause")}
        help={say("header.pause.help")}
        pressed={isPaused}
        onClick={() => void host().setPaused.asEvent(!isPaused)}
      />
      <IconButton
        icon={isLocked ? "pinned" : "pin"}
        name={say(isLocked ? "header.unlock" : "header.lock")}
        help={say("header.lock.help")}
        pressed={isLocked}
        onClick={() => void host().setLocked.asEvent(!isLocked)}
      />
      <IconButton
        icon="save"
        name={say("header.save")}
        help={say("header.save.help")}
        disabled={!isChanged.value}
        onClick={() => void host().saveToCode.asEvent()}
      />
      {exporting}
    </div>
  );
}

function GradientBadge(): JSX.Element | null {
  if (!gradient.value) return null;
  const { kind, reason = "" } = gradient.value;
  const exact = kind === "exact";
  const help = exact
    ? `${say("header.exact.help")} ${reason}`
    : say("header.numeric.help", { reason });
  return (
    <span class={`badge ${exact ? "good" : "caution"}`} title={help}>
      {say(exact ? "header.exact" : "header.numeric")}
      <span class="visuallyHidden">. {help}</span>
    </span>
  );
}

/** That something in the comment is wrong, though the rest of it works, and the way to it. */
function CommentFaults(): JSX.Element | null {
  const faults = commentFaults.value ?? [];
  // Where nothing of it works, a bar below the header says so.
  if (faults.length === 0 || problem.value?.kind === "options") return null;
  const places = faults.map(({ message, line, column }) =>
    say("header.comment.fault", { line, column, message }),
  );
  const name = say("header.comment");
  return (
    <button
      type="button"
      class="badge caution commentFault"
      title={[name, ...places].join("\n")}
      aria-label={[name, ...places].join(". ")}
      onClick={() => void host().revealCommentFault.asEvent()}
    >
      ⚠ @simulate
    </button>
  );
}

function Status(): JSX.Element | null {
  // Nobody reads how long each of many runs took while they follow the pointer.
  const elapsed = useCalm(() => panelState.value?.elapsed);
  const now = status.value;
  if (now === undefined) return null;
  const progress = now === "running" ? panelState.value?.progress : undefined;
  const percent = progress === undefined ? undefined : Math.floor(progress * 100);
  const text =
    now === "live" && elapsed !== undefined
      ? say("status.live.elapsed", { time: duration(elapsed) })
      : percent !== undefined
        ? say("header.progress", { percent })
        : say(`status.${now}`);
  return (
    <span class={`badge status ${now}`} data-status={now}>
      {now === "running" ? <ProgressRing label={text} /> : null}
      {text}
    </span>
  );
}

/** A time that people can take in: 3.2 ms, 85 ms, 1.4 s. */
function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
