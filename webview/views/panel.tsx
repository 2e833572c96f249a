import type { JSX } from "preact";
import { anySeries, shownFunction, status } from "../store/panelData";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../words";
import { Announcements } from "./announcements";
import { Card } from "./card";
import { Charts } from "./charts";
import { RunEditor } from "./editor/runEditor";
import { Header } from "./header";
import { Lesson } from "./lesson";
import { EmptyPage, OpeningPage, ProblemBar, ResetNotice, UntrustedPage } from "./message";
import { Runs } from "./runs";
import { StepBar } from "./stepBar";
import { Surface } from "./surface";
import { Toast } from "./toast";
import { Top } from "./top";

/** Everything in the panel. */
export function Panel(): JSX.Element {
  const now = status.value;
  if (now === undefined) {
    return (
      <main class="page">
        <ProgressRing label={say("panel.loading")} />
        <p class="dim">{say("panel.loading")}</p>
      </main>
    );
  }
  const shown =
    shownFunction.value !== undefined &&
    now !== "untrusted" &&
    (anySeries.value || now === "running");
  return (
    <>
      <Announcements />
      <Top>
        <Header />
        {shown ? (
          <>
            <Runs />
            <RunEditor />
          </>
        ) : null}
      </Top>
      <main class={now === "stale" ? "panel stale" : "panel"}>
        <ResetNotice />
        <ProblemBar />
        {now === "empty" ? <EmptyPage /> : null}
        {now === "running" && !shownFunction.value ? <OpeningPage /> : null}
        {now === "untrusted" ? <UntrustedPage /> : null}
        {shown ? (
          <>
            <Lesson />
            <div class="grid">
              <Surface />
              <Charts />
              <Card />
            </div>
          </>
        ) : null}
      </main>
      {shownFunction.value && now !== "untrusted" ? <StepBar /> : null}
      <Toast />
    </>
  );
}
