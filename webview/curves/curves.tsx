import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { chartKinds } from "../charts/chartKinds";
import { curveInsets } from "../charts/curvePicture";
import { anySeries, parameterNames } from "../store/panelData";
import { chartWidth } from "../store/requests";
import { changeView, clearView, look } from "../store/view";
import { chartHeight } from "../store/layout";
import { IconButton } from "../ui/iconButton";
import { say } from "../../l10n/words";
import { AxisSwitch } from "../parts/axisSwitch";
import { useChartFit } from "./chartFit";
import { ChartGroup } from "./chartGroup";
import { ChartPointer } from "./chartPointer";
import { spanShares, subjectsOf } from "./chartModel";
import { cursorShare, hoverShare } from "../store/stepAxis";
import { NoStepNotice } from "./noStepNotice";
import { ParameterChoice } from "./parameterChoice";
import { StepAxis } from "./stepAxis";
import { zoomSteps } from "../store/stepWindow";
import { useSize } from "../parts/useSize";
import { ValueTable } from "./valueTable";
import "./curves.css";

/** The stacked curves with one step axis and one cursor. */
export function Charts(): JSX.Element {
  return (
    <section
      class="section chartsSection"
      aria-label={say("charts.title")}
      data-section="charts"
      data-vscode-context='{"webviewSection":"charts","preventDefaultContextMenuItems":true}'
    >
      <div class="chartsHead">
        <h2>{say("charts.title")}</h2>
        {parameterNames.value.length > 1 ? <ParameterChoice /> : null}
        <span class="spring" />
        <StepTools />
      </div>
      {look("table") ? <ValueTable /> : null}
      <ChartStack />
    </section>
  );
}

function StepTools(): JSX.Element {
  const all = !look("stepWindow");
  return (
    <div class="tools">
      <IconButton icon="zoomIn" name={say("charts.zoomIn")} onClick={() => zoomSteps(1 / 2)} />
      <IconButton
        icon="zoomOut"
        name={say("charts.zoomOut")}
        disabled={all}
        onClick={() => zoomSteps(2)}
      />
      <IconButton
        icon="reset"
        name={say("charts.allSteps")}
        disabled={all}
        onClick={() => clearView("stepWindow")}
      />
      <IconButton
        icon="table"
        name={say("table.show")}
        pressed={look("table")}
        onClick={() => changeView({ table: !look("table") })}
      />
      <AxisSwitch
        chart={say("charts.steps")}
        mode={look("stepAxis")}
        modes={["linear", "log"]}
        onChoose={(mode) => changeView({ stepAxis: mode === "log" ? "log" : "linear" })}
      />
    </div>
  );
}

function ChartStack(): JSX.Element {
  const [box, size] = useSize<HTMLDivElement>();
  useChartFit(box);
  useSignalEffect(() => {
    box.current?.style.setProperty("--chart-height", `${chartHeight.value}px`);
  });
  useSignalEffect(() => {
    chartWidth.value = Math.max(0, size.value.width - curveInsets.left - curveInsets.right);
  });
  useSignalEffect(() => {
    const style = box.current?.style;
    const span = spanShares.value;
    style?.setProperty("--span-from", String(span?.[0] ?? 0));
    style?.setProperty("--span-to", String(span?.[1] ?? 0));
    box.current?.classList.toggle("spanInView", span !== undefined);
    box.current?.classList.toggle("hovering", hoverShare.value !== undefined);
    box.current?.classList.toggle("cursorInView", cursorShare.value !== undefined);
  });
  return (
    <div class="chartStack" ref={box}>
      {!anySeries.value ? <p class="dim">{say("charts.empty")}</p> : null}
      <ChartPointer>
        {chartKinds.map((kind) => (
          <ChartGroup key={kind.id} kind={kind} parameters={subjectsOf(kind)} />
        ))}
      </ChartPointer>
      <NoStepNotice />
      <StepAxis width={size.value.width} />
    </div>
  );
}
