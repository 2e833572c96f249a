import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../../l10n/words";
import { Icon } from "./icon";
import "./picker.css";

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly group: string;
}

export interface PickerProps {
  readonly label: string;
  readonly search: string;
  /** The text of the closed picker: what is chosen. */
  readonly shown?: string;
  readonly chosen?: string;
  readonly options: readonly PickerOption[];
  readonly onChoose: (value: string) => void;
}

/** A list too long for a drop-down: opens with a search field, groups and one-line descriptions. */
export function Picker(props: PickerProps): JSX.Element {
  const { label, shown } = props;
  const name = shown === undefined ? label : `${label}: ${shown}`;
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    open.value = false;
    button.current?.focus();
  };
  return (
    <div class="picker">
      <button
        ref={button}
        type="button"
        class={shown === undefined ? "pickerButton adding" : "pickerButton"}
        aria-haspopup="listbox"
        aria-expanded={open.value}
        aria-label={name}
        title={name}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {shown === undefined ? (
          <Icon name="add" />
        ) : (
          <>
            <span class="pickerShown">{shown}</span>
            <span class="twistie" aria-hidden="true" />
          </>
        )}
      </button>
      {open.value ? (
        <PickerList
          {...props}
          onClose={close}
          onLeave={() => {
            open.value = false;
          }}
        />
      ) : null}
    </div>
  );
}

function PickerList(
  props: PickerProps & { readonly onClose: () => void; readonly onLeave: () => void },
): JSX.Element {
  const id = useId();
  const text = useSignal("");
  const active = useSignal(
    Math.max(
      0,
      props.options.findIndex(({ value }) => value === props.chosen),
    ),
  );
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const matches = matchingOptions(props.options, text.value);
  const current = matches[Math.min(active.value, matches.length - 1)];
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  });
  const choose = (value: string): void => {
    props.onClose();
    props.onChoose(value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = matches.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, active.value + 1),
      ArrowUp: Math.max(0, active.value - 1),
      PageDown: Math.min(last, active.value + 6),
      PageUp: Math.max(0, active.value - 6),
    };
    const next = moves[event.key];
    if (next !== undefined) active.value = next;
    else if (event.key === "Enter" && current) choose(current.value);
    else if (event.key === "Escape") props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="pickerPopup"
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) props.onLeave();
      }}
    >
      <input
        ref={input}
        class="pickerSearch"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={id}
        aria-activedescendant={current && `${id}-${current.value}`}
        aria-label={props.search}
        placeholder={props.search}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          active.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} class="pickerList" role="listbox" aria-label={props.label}>
        {groupsOf(matches).map(([group, options]) => (
          <div key={group} role="group" aria-label={group}>
            <div class="pickerGroup" aria-hidden="true">
              {group}
            </div>
            {options.map((option) => (
              <div
                key={option.value}
                id={`${id}-${option.value}`}
                class="pickerOption"
                role="option"
                aria-selected={option === current}
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(option.value);
                }}
              >
                <span>{option.label}</span>
                <span class="pickerDescription">{option.description}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {matches.length === 0 ? (
        <p class="dim pickerNone">{say("editor.none", { text: text.value })}</p>
      ) : null}
    </div>
  );
}

/** Options in which every word of `text` occurs; those whose name starts with it come first. */
export function matchingOptions(
  options: readonly PickerOption[],
  text: string,
): readonly PickerOption[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return options;
  const words = wanted.split(/\s+/);
  const found = options.filter(({ label, value, description }) => {
    const all = `${label} ${value} ${description}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const starts = ({ label, value }: PickerOption): boolean =>
    label.toLowerCase().startsWith(wanted) || value.toLowerCase().startsWith(wanted);
  return [...found.filter(starts), ...found.filter((option) => !starts(option))];
}

function groupsOf(
  options: readonly PickerOption[],
): readonly (readonly [string, PickerOption[]])[] {
  const groups = new Map<string, PickerOption[]>();
  for (const option of options) {
    const group = groups.get(option.group);
    if (group) group.push(option);
    else groups.set(option.group, [option]);
  }
  return [...groups];
}
