import type { JSX } from "preact";
import "./slider.css";

export interface SliderProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number | "any";
  readonly value: number;
  /** The value as people read it. */
  readonly valueText?: string;
  readonly disabled?: boolean;
  readonly onInput: (value: number) => void;
  readonly onDblClick?: () => void;
  readonly class?: string;
}

/** A slider in the theme's colours; the toolkit has none. */
export function Slider(props: SliderProps): JSX.Element {
  const share = (props.value - props.min) / (props.max - props.min || 1);
  return (
    <input
      ref={(element) => element?.style.setProperty("--fill", `${share * 100}%`)}
      type="range"
      class={`slider ${props.class ?? ""}`}
      aria-label={props.label}
      aria-valuetext={props.valueText}
      min={props.min}
      max={props.max}
      step={props.step}
      value={props.value}
      disabled={props.disabled ?? false}
      onDblClick={props.onDblClick}
      onInput={(event) => props.onInput(event.currentTarget.valueAsNumber)}
    />
  );
}
