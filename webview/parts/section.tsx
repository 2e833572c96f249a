import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { watchSight } from "../store/sight";
import { changeView, isFolded, look } from "../store/view";
import { say } from "../../l10n/words";
import "./section.css";

export interface SectionProps {
  /** Under this name it remembers whether it is folded. */
  readonly name: string;
  readonly title: string;
  /** What is shown as the title, where that is more than its text. */
  readonly heading?: ComponentChildren;
  /** Stands at the right end of the title row. */
  readonly tools?: ComponentChildren;
  readonly foldedAtFirst?: boolean;
  readonly children: ComponentChildren;
  readonly class?: string;
}

/** A part of the panel with a title that folds it. */
export function Section(props: SectionProps): JSX.Element {
  const { name, title, foldedAtFirst = false } = props;
  const section = useRef<HTMLElement>(null);
  useEffect(() => watchSight(name, section.current!), [name]);
  const folded = isFolded(name, foldedAtFirst);
  const fold = (): void => changeView({ folded: { ...look("folded"), [name]: !folded } });
  return (
    <section
      class={`section ${props.class ?? ""}`}
      aria-label={title}
      data-section={name}
      ref={section}
    >
      <div class="sectionHead">
        <h2>
          <button
            type="button"
            class="fold"
            aria-label={props.heading === undefined ? undefined : title}
            aria-expanded={!folded}
            title={say(folded ? "section.unfold" : "section.fold", { title })}
            onClick={fold}
          >
            <span class={folded ? "twistie folded" : "twistie"} aria-hidden="true" />
            {props.heading ?? title}
          </button>
        </h2>
        {folded ? null : <div class="tools">{props.tools}</div>}
      </div>
      {folded ? null : props.children}
    </section>
  );
}
