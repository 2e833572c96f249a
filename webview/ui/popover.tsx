import "./popover.css";
import { signal } from "@preact/signals";
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../l10n/words";
import { Icon, type IconName } from "./icon";
import { IconButton, titleOf } from "./iconButton";

/** Which popover is open: one at a time, so that none lies over another. */
const openName = signal<string | undefined>(undefined);

/** Opens a popover and leaves the focus where it is. */
export function openPopover(name: string): void {
  openName.value = name;
}

export function closePopover(name: string): void {
  if (openName.peek() === name) openName.value = undefined;
}

export function isPopoverOpen(name: string): boolean {
  return openName.value === name;
}

export interface PopoverProps {
  readonly name: string;
  readonly label: string;
  /** The button's accessible name, where more is to be seen on it than its label says. */
  readonly spoken?: string;
  readonly help?: string;
  /** A sign, or a text that says what is chosen, or both: then the text stands where there is room for it. */
  readonly icon?: IconName;
  readonly text?: string;
  /** What the button shows in place of both. */
  readonly shown?: ComponentChildren;
  readonly class?: string;
  /** Made only while the popover is open. */
  readonly children: () => ComponentChildren;
}

/** A button with a form that opens over the pictures and moves nothing. */
export function Popover(props: PopoverProps): JSX.Element {
  const { name, icon, label, help, text, shown } = props;
  const open = isPopoverOpen(name);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={icon ? "iconButton" : "choiceButton"}
        aria-label={props.spoken ?? label}
        title={titleOf(label, help)}
        aria-expanded={open}
        onClick={() => {
          openName.value = open ? undefined : name;
        }}
      >
        {shown}
        {icon ? <Icon name={icon} /> : null}
        {text === undefined ? null : <span class="buttonText">{text}</span>}
        {icon ? null : <span class="twistie" aria-hidden="true" />}
      </button>
      {open ? (
        <PopoverPanel label={label} class={props.class ?? ""} button={button}>
          {props.children()}
        </PopoverPanel>
      ) : null}
    </>
  );
}

/**
 * The form of the popover that is open, with a title and a sign to close it. Escape closes it, too, a press beside it,
 * but for one on the controls at the top and on what is `workedWith`, and another popover that opens.
 */
export function PopoverPanel(props: {
  readonly label: string;
  readonly class: string;
  /** Has the focus once the popover is closed by hand. */
  readonly button: RefObject<HTMLElement>;
  /** A selector of what is used while the popover is open. */
  readonly workedWith?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { label, button, workedWith, children } = props;
  const panel = useRef<HTMLDivElement>(null);
  const leave = (): void => {
    openName.value = undefined;
  };
  const close = (): void => {
    leave();
    button.current?.focus();
  };
  useEffect(() => {
    // Lists and menus inside it keep the key to themselves.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    const onPointerDown = ({ target }: PointerEvent): void => {
      const pressed = target as Element;
      const near = [panel, button].some(({ current }) => current?.contains(pressed));
      if (!near && !pressed.closest(workedWith ? `.top, ${workedWith}` : ".top")) leave();
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("pointerdown", onPointerDown, { capture: true });
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("pointerdown", onPointerDown, { capture: true });
    };
  }, []);
  return (
    <div class={`popoverPanel ${props.class}`} role="dialog" aria-label={label} ref={panel}>
      <div class="popoverHead">
        <strong>{label}</strong>
        <IconButton icon="close" name={say("popover.close")} onClick={close} />
      </div>
      {children}
    </div>
  );
}
