import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { say } from "../../l10n/words";
import type { LessonLink } from "../../src/protocol/panel";
import { Section } from "../parts/section";
import { host } from "../store/connection";
import { shownLesson } from "../store/panelData";
import { LessonText } from "./lessonText";
import { IconButton } from "../ui/iconButton";
import "./notices.css";

/** What a shipped example is there to show, in a few lines that scroll by themselves: the pictures stay in sight. */
export function Lesson(): JSX.Element | null {
  const text = useRef<HTMLDivElement>(null);
  const tries = useRef<HTMLHeadingElement>(null);
  const lesson = shownLesson.value;
  if (!lesson) return null;
  return (
    <Section
      name="lesson"
      class="lessonSection"
      title={lesson.title}
      tools={
        <>
          {lesson.tries.length > 0 ? (
            <button
              type="button"
              class="lessonLink"
              onClick={() => {
                text.current!.scrollTop = tries.current!.offsetTop - text.current!.offsetTop;
              }}
            >
              {say("lesson.try")} ↓
            </button>
          ) : null}
          <Neighbour link={lesson.previous} which="previous" />
          <Neighbour link={lesson.next} which="next" />
        </>
      }
    >
      <div ref={text} class="lessonText" role="region" aria-label={lesson.title} tabIndex={0}>
        {lesson.paragraphs.map((paragraph) => (
          <p key={paragraph}>
            <LessonText text={paragraph} />
          </p>
        ))}
        {lesson.tries.length > 0 ? (
          <>
            <h3 ref={tries}>{say("lesson.try")}</h3>
            <ul>
              {lesson.tries.map((text) => (
                <li key={text}>
                  <LessonText text={text} />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Section>
  );
}

/** Opens the lesson before or after this one, where there is one. */
function Neighbour(props: {
  readonly link: LessonLink | undefined;
  readonly which: "previous" | "next";
}): JSX.Element | null {
  const { link, which } = props;
  if (!link) return null;
  return (
    <IconButton
      icon={which}
      name={say(`lesson.${which}`, { title: link.title })}
      onClick={() => void host().openLesson.asEvent(link.file)}
    />
  );
}
