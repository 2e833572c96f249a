import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { formatCount } from "../charts/numbers";
import { lastStep } from "../store/panelData";
import { paces, playing, togglePlaying, type Pace } from "../store/playback";
import { changeView, look, step } from "../store/view";
import { SignButton } from "../ui/iconButton";
import { Menu } from "../ui/menu";
import { useHeightProperty } from "../parts/useHeightProperty";
import { Slider } from "../ui/slider";
import { say } from "../../l10n/words";
import { StepNumber } from "./stepNumber";
import { moveTo } from "../store/stepWindow";
import "./stepBar.css";

/** Moves the step cursor: one row at a time, by hand, or by itself. Where no run took a step it is there, and can do nothing. */
export function StepBar(): JSX.Element {
  const last = lastStep.value;
  return (
    <footer class="stepBar" aria-label={say("steps.title")} ref={useHeightProperty("--step-bar")}>
      <div class="stepButtons">
        <StepButton label={say("steps.first")} sign="first" way="back" by={-Infinity} />
        <StepButton label={say("steps.back")} sign="back" way="back" by={-1} />
        <SignButton
          name={say(playing.value ? "steps.pause" : "steps.play")}
          disabled={last === 0}
          onClick={togglePlaying}
        >
          <StepSign sign={playing.value ? "pause" : "play"} />
        </SignButton>
        <StepButton label={say("steps.forward")} sign="forward" way="on" by={1} />
        <StepButton label={say("steps.last")} sign="last" way="on" by={Infinity} />
      </div>
      <StepSlider />
      <span class="stepPosition number">
        <StepNumber onStep={moveTo} /> {say("steps.position", { last: formatCount(last) })}
      </span>
      <Menu
        label={say("steps.speed")}
        shown={paceName(look("pace"))}
        items={paces.map((pace) => ({
          label: paceName(pace),
          checked: pace === look("pace"),
          onChoose: () => changeView({ pace }),
        }))}
      />
    </footer>
  );
}

/** Apart from its bar, of which nothing else follows every step. */
function StepSlider(): JSX.Element {
  const [at, last] = [step.value, lastStep.value];
  return (
    <Slider
      class="stepSlider"
      label={say("steps.title")}
      min={0}
      max={last}
      step={1}
      disabled={last === 0}
      value={at}
      valueText={say("steps.value", { step: formatCount(at), last: formatCount(last) })}
      onInput={moveTo}
    />
  );
}

function paceName(pace: Pace): string {
  if (typeof pace === "string") return say(`steps.pace.${pace}`);
  return say("steps.pace.steps", { count: formatCount(pace) });
}

/** Can the cursor go no further that way? */
const isAtEnd = {
  back: computed(() => step.value === 0),
  on: computed(() => step.value === lastStep.value),
};

function StepButton(props: {
  readonly label: string;
  readonly sign: SignName;
  readonly way: keyof typeof isAtEnd;
  readonly by: number;
}): JSX.Element {
  return (
    <SignButton
      name={props.label}
      disabled={isAtEnd[props.way].value}
      onClick={() => moveTo(step.value + props.by)}
    >
      <StepSign sign={props.sign} />
    </SignButton>
  );
}

const signs = {
  first: "M3 3h2v10H3zM13 3v10L6 8z",
  back: "M11 3v10L4 8z",
  play: "M4 2v12l9-6z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  forward: "M5 3v10l7-5z",
  last: "M11 3h2v10h-2zM3 3v10l7-5z",
} as const;
type SignName = keyof typeof signs;

function StepSign({ sign }: { readonly sign: SignName }): JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" class="sign">
      <path d={signs[sign]} />
    </svg>
  );
}
