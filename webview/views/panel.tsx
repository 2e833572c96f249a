import type { JSX } from "preact";
import { allSeries, panelState } from "../store/panelData";
import { look } from "../store/view";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../words";
import { Announcements } from "./announcements";
import { Charts } from "./charts";
import { CommonSettings } from "./editor/commonSettings";
import { RunEditor } from "./editor/runEditor";
import { Findings } from "./findings";
import { Formula } from "./formula";
import { Header } from "./header";
import { Lesson } from "./lesson";
import { EmptyPage, OpeningPage, ProblemBar, ResetNotice, UntrustedPage } from "./message";
import { Results } from "./results";
import { Runs } from "./runs";
import { StepBar } from "./stepBar";
import { Surface } from "./surface";
import { ValueTable } from "./valueTable";

/** Everything in the panel. */
export function Panel(): JSX.Element {
  const state = panelState.value;
  if (!state) {
    return (
      <main class="page">
        <ProgressRing label={say("panel.loading")} />
        <p class="dim">{say("panel.loading")}</p>
      </main>
    );
  }
  const anything = allSeries.value.length > 0 || state.status === "running";
  return (
    <>
      <Announcements />
      <Header />
      <main class={state.status === "stale" ? "panel stale" : "panel"}>
        <ResetNotice />
        <ProblemBar state={state} />
        {state.status === "empty" ? <EmptyPage /> : null}
        {state.status === "running" && !state.function ? <OpeningPage /> : null}
        {state.status === "untrusted" ? <UntrustedPage /> : null}
        {state.function && anything && state.status !== "untrusted" ? (
          <>
            <Lesson />
            <Runs />
            <div class="editors">
              <RunEditor />
              <CommonSettings />
            </div>
            <div class="grid">
              <div class="left">
                <Surface />
                <div class="beside">
                  <Formula />
                  <Findings />
                </div>
                <Results />
              </div>
              <div class="right">
                <Charts />
                {look("table") ? <ValueTable /> : null}
              </div>
            </div>
          </>
        ) : null}
      </main>
      {state.function && state.status !== "untrusted" ? <StepBar /> : null}
    </>
  );
}
