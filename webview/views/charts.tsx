import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { chartKinds } from "../charts/chartKinds";
import { curveInsets } from "../charts/curveChart";
import { anySeries, parameterNames } from "../store/panelData";
import { chartWidth } from "../store/requests";
import { changeView, clearView, look } from "../store/view";
import { Button } from "../ui/button";
import { say } from "../words";
import { AxisSwitch } from "./axisSwitch";
import { ChartGroup } from "./chartGroup";
import { ChartPointer } from "./chartPointer";
import { cursorShare, hoverShare, spanShares, subjectsOf } from "./chartModel";
import { isAvailable } from "./chartPicture";
import { ParameterChoice } from "./parameterChoice";
import { Section } from "./section";
import { StepAxis } from "./stepAxis";
import { zoomSteps } from "./stepWindow";
import { useSize } from "./useSize";

/** The stacked curves with one step axis and one cursor. */
export function Charts(): JSX.Element {
  return (
    <Section name="charts" class="chartsSection" title={say("charts.title")} tools={<StepTools />}>
      {parameterNames.value.length > 1 ? <ParameterChoice /> : null}
      <ChartStack />
    </Section>
  );
}

function StepTools(): JSX.Element {
  return (
    <>
      <Button appearance="icon" label={say("charts.zoomIn")} onClick={() => zoomSteps(1 / 2)}>
        <span class="glyph">+</span>
      </Button>
      <Button
        appearance="icon"
        label={say("charts.zoomOut")}
        disabled={!look("stepWindow")}
        onClick={() => zoomSteps(2)}
      >
        <span class="glyph">−</span>
      </Button>
      <Button
        appearance="icon"
        label={say("charts.allSteps")}
        disabled={!look("stepWindow")}
        onClick={() => clearView("stepWindow")}
      >
        <span class="glyph">⟲</span>
      </Button>
      <button
        type="button"
        class="plain"
        aria-pressed={look("table")}
        onClick={() => changeView({ table: !look("table") })}
      >
        {say("table.show")}
      </button>
      <AxisSwitch
        chart={say("charts.steps")}
        mode={look("stepAxis")}
        modes={["linear", "log"]}
        onChoose={(mode) => changeView({ stepAxis: mode === "log" ? "log" : "linear" })}
      />
    </>
  );
}

function ChartStack(): JSX.Element {
  const [box, size] = useSize<HTMLDivElement>();
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
        {chartKinds.filter(isAvailable).map((kind) => (
          <ChartGroup key={kind.id} kind={kind} parameters={subjectsOf(kind)} />
        ))}
      </ChartPointer>
      <StepAxis width={size.value.width} />
    </div>
  );
}
