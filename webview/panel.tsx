import type { JSX } from "preact";
import { isPictured, shownFunction, status } from "./store/panelData";
import { ProgressRing } from "./ui/progressRing";
import { say } from "../l10n/words";
import { Announcements } from "./notices/announcements";
import { Card } from "./card";
import { Charts } from "./curves/curves";
import { RunEditor } from "./runs/editor/runEditor";
import { ExportMenu } from "./exportMenu";
import { CommonSettings } from "./runs/editor/commonSettings";
import { FaultLine } from "./notices/faultLine";
import { Header } from "./header/header";
import { Lesson } from "./notices/lesson";
import { EmptyPage, OpeningPage, ProblemBar, ResetNotice, UntrustedPage } from "./notices/message";
import { RunFaultLine } from "./notices/runFaultLine";
import { Runs } from "./runs/runs";
import { StepBar } from "./steps/stepBar";
import { Surface } from "./surface/surface";
import { Toast } from "./notices/toast";
import { Top } from "./header/top";

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
  const shown = isPictured.value;
  return (
    <>
      <Announcements />
      <Top>
        <Header
          settings={<CommonSettings />}
          exporting={<ExportMenu />}
          fault={<FaultLine />}
          runFault={<RunFaultLine />}
        />
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
      {shown ? <StepBar /> : null}
      <Toast />
    </>
  );
}
