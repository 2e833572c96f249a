import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon";
import "./menu.css";

export interface MenuItem {
  readonly label: string;
  /** What it does, where its text does not say; shown on hover. */
  readonly help?: string;
  /** Of items of which one holds: is it this one? */
  readonly checked?: boolean;
  /** Is it checked by itself, whatever the others are? */
  readonly toggle?: boolean;
  /** Items of a group stand under its name. */
  readonly group?: string;
  readonly onChoose: () => void;
}

function roleOf({ checked, toggle }: MenuItem): "menuitem" | "menuitemradio" | "menuitemcheckbox" {
  if (checked === undefined) return "menuitem";
  return toggle ? "menuitemcheckbox" : "menuitemradio";
}

/** A button that opens a list of commands or choices. */
export function Menu(props: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** A sign instead of the label. */
  readonly icon?: IconName;
  /** What the button shows instead of the label: the present choice. */
  readonly shown?: string;
}): JSX.Element {
  const { label, icon, shown } = props;
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] =>
    Array.from(list.current?.querySelectorAll<HTMLElement>(".menuItem") ?? []);
  // As it opens: later, it would take the focus from an item that a quick hand has gone to.
  useLayoutEffect(() => {
    if (!open.value) return;
    const all = items();
    (all.find((item) => item.ariaChecked === "true") ?? all[0])?.focus();
  }, [open.value]);
  const close = (): void => {
    open.value = false;
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const target: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = target[event.key];
    if (next !== undefined) all[next]?.focus();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  let group: string | undefined;
  return (
    <span
      class="menu"
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) open.value = false;
      }}
    >
      <button
        ref={button}
        type="button"
        class={icon ? "iconButton" : shown === undefined ? "menuButton" : "choiceButton"}
        aria-label={icon || shown !== undefined ? label : undefined}
        title={icon || shown !== undefined ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {icon ? (
          <Icon name={icon} />
        ) : (
          <>
            {shown ?? label} <span class="twistie" aria-hidden="true" />
          </>
        )}
      </button>
      {open.value ? (
        <div ref={list} class="menuList" role="menu" aria-label={label} onKeyDown={onKeyDown}>
          {props.items.map((item) => {
            const heading = item.group !== group ? item.group : undefined;
            group = item.group;
            return [
              heading === undefined ? null : (
                <div key={`${heading} heading`} class="pickerGroup" role="presentation">
                  {heading}
                </div>
              ),
              <button
                key={item.label}
                type="button"
                role={roleOf(item)}
                aria-checked={item.checked}
                title={item.help}
                tabIndex={-1}
                class="menuItem"
                onClick={() => {
                  close();
                  item.onChoose();
                }}
              >
                {item.label}
              </button>,
            ];
          })}
        </div>
      ) : null}
    </span>
  );
}
