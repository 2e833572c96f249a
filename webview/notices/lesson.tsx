import type { JSX } from "preact";
import { shownLesson } from "../store/panelData";
import { say } from "../../l10n/words";
import { Section } from "../parts/section";
import "./notices.css";

/** What a shipped example is there to show. */
export function Lesson(): JSX.Element | null {
  const lesson = shownLesson.value;
  if (!lesson) return null;
  return (
    <Section name="lesson" class="lessonSection" title={lesson.title}>
      {lesson.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {lesson.tries.length > 0 ? (
        <>
          <h3>{say("lesson.try")}</h3>
          <ul>
            {lesson.tries.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  );
}
