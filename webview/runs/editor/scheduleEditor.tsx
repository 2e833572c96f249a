import type { JSX } from "preact";
import { scheduleById, scheduleFamilyLabels, schedules } from "../../../src/schedules/catalogue";
import {
  usualNumber,
  type LengthOption,
  type NumberOption,
  type Option,
  type RateOption,
} from "../../../src/schedules/option";
import type { ScheduleOptions, ScheduleOptionValue } from "../../../src/schedules/schedule";
import { constantSchedule } from "../../../src/schedules/startSchedule";
import { formatNumber } from "../../charts/numbers";
import { settings } from "../../store/panelData";
import { Checkbox } from "../../ui/checkbox";
import { Dropdown } from "../../ui/dropdown";
import { Picker } from "../../ui/picker";
import { PlainButton } from "../../ui/plainButton";
import { sayOfCatalogue } from "../../../l10n/catalogue";
import { say } from "../../../l10n/words";
import { ControlName } from "../../parts/controlName";
import { NumberControl } from "../../parts/numberControl";
import type { NumberSpec } from "../../parts/numberSpec";
import { NumbersControl } from "./numbersControl";
import { firstOptions } from "./scheduleFault";

const scheduleOptions = schedules.map(({ id, label, description, family }) => ({
  value: id,
  label: sayOfCatalogue(label),
  description: sayOfCatalogue(description),
  group: sayOfCatalogue(scheduleFamilyLabels[family]),
}));

interface ScheduleEditorProps {
  readonly setting: ScheduleOptions;
  /** The run's learning rate, of which rates are shares. */
  readonly lr: number;
  readonly onChange: (setting: ScheduleOptions) => void;
}

/** Which schedule, and its options; schedules made of schedules hold further editors. */
function ScheduleEditor(props: ScheduleEditorProps & { readonly name: string }): JSX.Element {
  const { setting, lr, name, onChange } = props;
  return (
    <>
      <div class="control wide" data-control="schedule">
        <ControlName name={name} />
        <SchedulePicker name={name} setting={setting} onChange={onChange} />
      </div>
      <ScheduleOptionControls setting={setting} lr={lr} onChange={onChange} />
    </>
  );
}

/** Which schedule it is. */
export function SchedulePicker(props: {
  /** What the schedule is of. */
  readonly name: string;
  readonly setting: ScheduleOptions;
  readonly onChange: (setting: ScheduleOptions) => void;
}): JSX.Element {
  const { name, setting, onChange } = props;
  return (
    <Picker
      label={name}
      search={say("editor.search.schedules")}
      shown={sayOfCatalogue(scheduleById(setting.id)?.label ?? setting.id)}
      chosen={setting.id}
      options={scheduleOptions}
      onChoose={(id) => {
        if (id !== setting.id) onChange({ id, options: firstOptions(id, setting) });
      }}
    />
  );
}

/** The options of a schedule, each with what suits its kind. */
export function ScheduleOptionControls(props: ScheduleEditorProps): JSX.Element {
  const { setting, lr, onChange } = props;
  const set = (option: string, value: ScheduleOptionValue): void =>
    onChange({ ...setting, options: { ...setting.options, [option]: value } });
  return (
    <>
      {Object.entries(scheduleById(setting.id)?.options ?? {}).map(([option, declared]) => (
        <OptionControl
          key={option}
          name={option}
          declared={declared}
          value={setting.options[option]}
          lr={lr}
          onChange={(value) => set(option, value)}
        />
      ))}
    </>
  );
}

function OptionControl(props: {
  readonly name: string;
  readonly declared: Option;
  readonly value: ScheduleOptionValue | undefined;
  readonly lr: number;
  readonly onChange: (value: ScheduleOptionValue) => void;
}): JSX.Element {
  const { name, declared, value, lr, onChange } = props;
  const help = sayOfCatalogue(declared.help);
  switch (declared.kind) {
    case "number":
    case "rate":
    case "length": {
      // Only a length follows the steps: they change with every frame of a drag.
      const steps = declared.kind === "length" ? (settings.value?.steps ?? 1) : 1;
      return (
        <NumberControl
          name={name}
          help={declared.kind === "length" ? `${help}; ${shareInWords(declared.share)}` : help}
          spec={specOf(declared, lr)}
          value={typeof value === "number" ? value : usualNumber(declared, lr, steps)}
          onChange={onChange}
        />
      );
    }
    case "flag":
      return (
        <Checkbox checked={(value ?? declared.default) === true} onChange={onChange}>
          {help}
        </Checkbox>
      );
    case "choice":
      return (
        <div class="control wide">
          <ControlName name={name} help={help} />
          <Dropdown
            label={`${name}: ${help}`}
            value={typeof value === "string" ? value : declared.default}
            choices={declared.choices.map((choice) => ({ value: choice, label: choice }))}
            onChoose={onChange}
          />
        </div>
      );
    case "numbers":
      return (
        <NumbersControl
          name={name}
          help={help}
          spec={declared}
          value={isNumbers(value) ? value : declared.default}
          onChange={onChange}
        />
      );
    case "schedule":
      return (
        <div class="nested">
          <ScheduleEditor
            name={name}
            setting={isSchedule(value) ? value : constantSchedule}
            lr={lr}
            onChange={onChange}
          />
        </div>
      );
    case "schedules": {
      const list = isSchedules(value) ? value : [];
      const replace = (index: number, next: ScheduleOptions): void =>
        onChange(list.map((old, k) => (k === index ? next : old)));
      return (
        <>
          {list.map((inner, index) => (
            <div key={index} class="nested" role="group" aria-label={`${name} ${index + 1}`}>
              <ScheduleEditor
                name={`${name} ${index + 1}`}
                setting={inner}
                lr={lr}
                onChange={(next) => replace(index, next)}
              />
              <PlainButton onClick={() => onChange(list.filter((_, k) => k !== index))}>
                {say("editor.remove")}
              </PlainButton>
            </div>
          ))}
          <PlainButton onClick={() => onChange([...list, constantSchedule])}>
            {say("editor.addSchedule")}
          </PlainButton>
        </>
      );
    }
  }
}

function specOf(declared: NumberOption | RateOption | LengthOption, lr: number): NumberSpec {
  if (declared.kind === "rate") return { ...declared, scale: "log", slider: [lr * 1e-4, lr * 100] };
  return declared.integer === true ? { ...declared, scale: "log" } : declared;
}

function shareInWords(share: number): string {
  return say("editor.length.help", { share: formatNumber(100 * share, 3) });
}

function isSchedule(value: ScheduleOptionValue | undefined): value is ScheduleOptions {
  return typeof value === "object" && !Array.isArray(value) && "id" in value;
}

function isNumbers(value: ScheduleOptionValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "number");
}

function isSchedules(value: ScheduleOptionValue | undefined): value is readonly ScheduleOptions[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "object");
}
