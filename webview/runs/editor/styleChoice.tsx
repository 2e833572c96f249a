import type { JSX } from "preact";
import { runStyle, styleCount } from "../../charts/runStyle";
import { say } from "../../../l10n/words";
import { Swatch } from "../../parts/swatch";
import { ControlName } from "../../parts/controlName";

/** Colours and dashes to choose from. */
export function StyleChoice(props: {
  readonly style: number;
  readonly onChoose: (style: number) => void;
}): JSX.Element {
  return (
    <div class="control wide">
      <ControlName name={say("editor.line")} />
      <span class="styles" role="group" aria-label={say("editor.line")}>
        {Array.from({ length: styleCount }, (_, style) => (
          <button
            key={style}
            type="button"
            class="style"
            aria-pressed={style === props.style}
            aria-label={styleName(style)}
            title={styleName(style)}
            onClick={() => props.onChoose(style)}
          >
            <Swatch style={style} />
          </button>
        ))}
      </span>
    </div>
  );
}

function styleName(style: number): string {
  const { colour, dash } = runStyle(style);
  return say("editor.line.style", {
    colour: say(`editor.colour.${colour}`),
    dash:
      dash.length === 0
        ? say("editor.dash.solid")
        : say("editor.dash.dashed", { lengths: dash.join(", ") }),
  });
}
