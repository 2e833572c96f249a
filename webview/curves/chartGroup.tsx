import type { JSX } from "preact";
import { chartSection, type ChartKind } from "../charts/chartKinds";
import { curvatureState, diagnosisIsOld, parameterNames, runs } from "../store/panelData";
import { changeView, isFolded, look } from "../store/view";
import { say } from "../../l10n/words";
import { AxisSwitch } from "../parts/axisSwitch";
import { allParameters, isPerParameter, markedFinding, spanShares } from "./chartModel";
import { ChartNote } from "./chartNote";
import { chartTitle } from "./chartPicture";
import { chartSignals, modeSignal, shownCount } from "./chartSignals";
import { ChartValues } from "./chartValues";
import { CurveCanvas } from "./curveCanvas";
import { crowd } from "./valueRoom";
import { Resting } from "../parts/resting";
import { Section } from "../parts/section";
import { Swatch } from "../parts/swatch";
import { axisItems } from "./valueWindow";

interface ChartGroupProps {
  readonly kind: ChartKind;
  readonly parameters: readonly number[];
}

/** The charts of one quantity: one, or one for each chosen parameter. */
export function ChartGroup(props: ChartGroupProps): JSX.Element {
  return <Resting name={chartSection(props.kind)}>{() => group(props)}</Resting>;
}

function group({ kind, parameters }: ChartGroupProps): JSX.Element {
  const title = isPerParameter(kind) ? say(kind.title) : chartTitle(kind, 0);
  const folded = isFolded(chartSection(kind), kind.foldedAtFirst);
  const mode = modeSignal(kind).value;
  const charts = folded ? [] : parameters.map((parameter) => chartSignals(kind, parameter));
  // One line then says all that the charts would.
  const unscaled =
    kind.id === "sigma" && charts.length > 0 && charts.every(({ isOne }) => isOne.value);
  return (
    <Section
      name={chartSection(kind)}
      class={kind.everyRow || !diagnosisIsOld.value ? "chartGroup" : "chartGroup old"}
      title={title}
      heading={<ChartHeading title={title} folded={folded} />}
      foldedAtFirst={kind.foldedAtFirst}
      tools={
        <>
          <ChartValues kind={kind} parameters={parameters} />
          <AxisSwitch
            chart={title}
            mode={mode}
            modes={["log", "symlog", "linear"]}
            threshold={charts[0]?.threshold.value ?? "1"}
            onChoose={(chosen) =>
              changeView({ axisModes: { ...look("axisModes"), [kind.id]: chosen } })
            }
            more={axisItems(kind, charts[0])}
          />
        </>
      }
    >
      {unscaled ? <p class="chartNote dim">{say("charts.sigma.one")}</p> : null}
      {(unscaled || folded ? [] : parameters).map((parameter) => (
        <div key={parameter} class="chart" data-chart={kind.id} data-parameter={parameter}>
          {isPerParameter(kind) ? (
            <span class="chartName oneLine">
              {parameter === allParameters
                ? say("charts.spread.all")
                : parameterNames.value[parameter]}
            </span>
          ) : null}
          {kind.id === "loss" ? <SpanName /> : null}
          {kind.everyRow ? null : <CurvatureNote />}
          <CurveCanvas kind={kind} parameter={parameter} />
          <ChartNote kind={kind} parameter={parameter} />
        </div>
      ))}
    </Section>
  );
}

/** In the place of curvature that is not known: why. It lies over the empty chart, which keeps its height. */
function CurvatureNote(): JSX.Element | null {
  const state = curvatureState.value;
  return state === "known" ? null : (
    <p class="emptyChart dim">{say(`charts.curvature.${state}`)}</p>
  );
}

/** What the shaded steps are, once for all charts, in the first of them; a sign stands for the run, whose name covers curves. */
function SpanName(): JSX.Element | null {
  const finding = markedFinding.value;
  const span = spanShares.value;
  const run = runs.value.find(({ id }) => id === finding?.runId);
  if (!finding || !run || !span || span[0] === span[1]) return null;
  return (
    <span class="spanName">
      {say("charts.span")}
      <Swatch style={run.style} />
      <span class="visuallyHidden">{run.options.label}</span>
      <span class="oneLine">{finding.title}</span>
    </span>
  );
}

/** A chart's title; where there is little room for the values beside it, all but the sign at its end is out of sight. */
function ChartHeading(props: { readonly title: string; readonly folded: boolean }): JSX.Element {
  const { title, folded } = props;
  const sign = title.lastIndexOf(" ") + 1;
  return (
    <span class={!folded && shownCount.value > crowd ? "crowdedTitle" : ""} title={title}>
      <span class="titleWords">{title.slice(0, sign)}</span>
      {title.slice(sign)}
    </span>
  );
}
