import "./tabs.css";
import type { ComponentChildren, HTMLAttributes, JSX } from "preact";
import { useRef } from "preact/hooks";

/** One of several things that share a place. */
export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  /** How many things it holds; absent: not said. */
  readonly count?: number | undefined;
}

export interface TabsProps<Id extends string> {
  /** What all of them are, for a screen reader. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Stands at the right end of the bar. */
  readonly tools?: ComponentChildren;
}

const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * A bar of tabs: Tab reaches the chosen one, arrows, Home and End choose another (the pattern of the ARIA Authoring
 * Practices, with automatic activation). What a tab shows is an element with `tabPanelProps` of its id.
 */
export function Tabs<Id extends string>(props: TabsProps<Id>): JSX.Element {
  const { tabs, chosen, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const choose = (index: number): void => {
    onChoose(tabs[index]!.id);
    list.current!.querySelectorAll<HTMLElement>("[role=tab]")[index]!.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    choose(
      move(
        tabs.findIndex(({ id }) => id === chosen),
        tabs.length,
      ),
    );
  };
  return (
    <div class="tabBar">
      <div class="tabs" role="tablist" aria-label={props.label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ id, title, count }) => (
          <button
            key={id}
            id={tabId(id)}
            type="button"
            role="tab"
            class="tab"
            aria-selected={id === chosen}
            aria-controls={id === chosen ? panelId(id) : undefined}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {title}
            {count === undefined || count === 0 ? null : <span class="tabCount">{count}</span>}
          </button>
        ))}
      </div>
      <div class="tools">{props.tools}</div>
    </div>
  );
}

/** What makes an element the one that the tab of this id shows. */
export function tabPanelProps(id: string): HTMLAttributes<HTMLDivElement> {
  return {
    class: "tabPanel",
    id: panelId(id),
    role: "tabpanel",
    "aria-labelledby": tabId(id),
  };
}

const tabId = (id: string): string => `tab-${id}`;
const panelId = (id: string): string => `tabpanel-${id}`;
