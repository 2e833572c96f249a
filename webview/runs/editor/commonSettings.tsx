import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { simulateNumbers } from "../../../src/options/simulateKeys";
import { codeSettings, parameterNames, settings, shownFunction } from "../../store/panelData";
import { change } from "../../store/requests";
import { surfaceAxes } from "../../store/view";
import { Popover } from "../../ui/popover";
import { say } from "../../../l10n/words";
import { NumberControl } from "../../parts/numberControl";
import type { NumberSpec } from "../../parts/numberSpec";
import { settingsPopover } from "../../parts/settingsPopover";

/** As many starts as a person would type; of more parameters only those on the axes are listed. */
const listedStarts = 12;

const anyNumber: NumberSpec = { min: -1e300, max: 1e300 };

/** Are there settings? They change with every frame of a drag, this does not. */
const anySettings = computed(() => settings.value !== undefined);

/** What all runs share: the start, how many steps, and where randomness comes from. */
export function CommonSettings(): JSX.Element | null {
  if (!anySettings.value) return null;
  return (
    <span class="settings" data-section="settings">
      <Popover
        name={settingsPopover}
        icon="start"
        label={say("settings.title")}
        text={say("settings.title")}
      >
        {() => <Controls />}
      </Popover>
    </span>
  );
}

function Controls(): JSX.Element | null {
  const current = settings.value;
  if (!current) return null;
  const samples = shownFunction.value?.samples;
  const { steps, seed, noise, tolerance, batchSize } = simulateNumbers;
  return (
    <div class="controls">
      <SharedNumber name="steps" spec={{ ...steps, scale: "log", slider: [10, 1e5] }} />
      <StartControls start={current.start} />
      <SharedNumber name="noise" spec={{ ...noise, slider: [0, 10] }} />
      <SharedNumber name="seed" spec={seed} slider={false} />
      <SharedNumber name="tolerance" spec={tolerance} slider={false} />
      {samples === undefined ? null : (
        <NumberControl
          name={say("settings.batch")}
          help={say("settings.batch.help", { samples })}
          spec={{ ...batchSize, max: samples }}
          value={current.batchSize ?? samples}
          onChange={(value) => change({ batchSize: value })}
        />
      )}
    </div>
  );
}

function SharedNumber(props: {
  readonly name: "steps" | "noise" | "seed" | "tolerance";
  readonly spec: NumberSpec;
  readonly slider?: boolean;
}): JSX.Element | null {
  const { name, spec, slider = true } = props;
  if (!settings.value) return null;
  return (
    <NumberControl
      name={say(`settings.${name}`)}
      help={say(`settings.${name}.help`)}
      spec={spec}
      slider={slider}
      value={settings.value[name]}
      ofCode={codeSettings.value?.[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
}

function StartControls({ start }: { readonly start: readonly number[] }): JSX.Element {
  const names = parameterNames.value;
  const many = names.length > listedStarts;
  const listed = many ? surfaceAxes.value : names.map((_, index) => index);
  return (
    <>
      {listed.map((index) => (
        <NumberControl
          key={index}
          name={say("settings.start", { name: names[index] ?? "" })}
          help={names[index] ?? ""}
          spec={{ ...anyNumber, slider: aroundStart(start[index] ?? 0) }}
          slider={false}
          value={start[index] ?? 0}
          ofCode={codeSettings.value?.start[index]}
          onChange={(value) =>
            change({ start: start.map((old, k) => (k === index ? value : old)) })
          }
        />
      ))}
      {many ? <p class="dim">{say("settings.start.many")}</p> : null}
    </>
  );
}

/** Arrow keys move a start by a hundredth of this. */
function aroundStart(value: number): readonly [number, number] {
  const reach = Math.abs(value) || 1;
  return [value - reach, value + reach];
}
