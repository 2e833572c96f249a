import type { JSX } from "preact";
import { chartSection, type ChartKind } from "../charts/chartKinds";
import { formatCount, formatNumber } from "../charts/numbers";
import { chartHeight } from "../store/layout";
import { parameterNames, shownResults } from "../store/panelData";
import { changeView, isFolded, look } from "../store/view";
import { say } from "../../l10n/words";
import { AxisSwitch } from "../parts/axisSwitch";
import { allParameters, chartContent, modeOf, type ChartContent } from "./chartModel";
import { chartTitle } from "./chartPicture";
import { ChartValues, crowd } from "./chartValues";
import { CurveCanvas } from "./curveCanvas";
import { Resting } from "../parts/resting";
import { Section } from "../parts/section";
import { leastLoss } from "./lossGap";
import { axisItems, showAllValues } from "./valueWindow";

interface ChartGroupProps {
  readonly kind: ChartKind;
  readonly parameters: readonly number[];
}

/** The charts of one quantity: one, or one for each chosen parameter. */
export function ChartGroup(props: ChartGroupProps): JSX.Element {
  return <Resting name={chartSection(props.kind)}>{() => group(props)}</Resting>;
}

function group({ kind, parameters }: ChartGroupProps): JSX.Element {
  const title = kind.perParameter ? say(kind.title) : chartTitle(kind, 0);
  const folded = isFolded(chartSection(kind), kind.foldedAtFirst);
  const mode = modeOf(kind, parameters);
  const contents = folded
    ? []
    : parameters.map((parameter) => ({
        parameter,
        content: chartContent(kind, parameter, mode, chartHeight.value),
      }));
  const unscaled = scalesNothing(kind, contents);
  const threshold = contents[0]?.content.scale.threshold ?? 1;
  return (
    <Section
      name={chartSection(kind)}
      class="chartGroup"
      title={title}
      heading={<ChartHeading title={title} />}
      foldedAtFirst={kind.foldedAtFirst}
      tools={
        <>
          <ChartValues kind={kind} parameters={parameters} />
          <AxisSwitch
            chart={title}
            mode={mode}
            modes={["log", "symlog", "linear"]}
            threshold={formatNumber(threshold, 2)}
            onChoose={(chosen) =>
              changeView({ axisModes: { ...look("axisModes"), [kind.id]: chosen } })
            }
            more={axisItems(kind, contents[0]?.content)}
          />
        </>
      }
    >
      {unscaled ? <p class="chartNote dim">{say("charts.sigma.one")}</p> : null}
      {(unscaled ? [] : contents).map(({ parameter, content }) => {
        return (
          <div key={parameter} class="chart" data-chart={kind.id} data-parameter={parameter}>
            {kind.perParameter ? (
              <span class="chartName">
                {parameter === allParameters
                  ? say("charts.spread.all")
                  : parameterNames.value[parameter]}
              </span>
            ) : null}
            <CurveCanvas
              content={content}
              section={chartSection(kind)}
              kind={kind.id}
              title={chartTitle(kind, parameter)}
            />
            <ChartNote kind={kind.id} content={content} />
          </div>
        );
      })}
    </Section>
  );
}

/** A chart's title; where there is little room for the values beside it, all but the sign at its end is out of sight. */
function ChartHeading({ title }: { readonly title: string }): JSX.Element {
  const sign = title.lastIndexOf(" ") + 1;
  return (
    <span class={shownResults.value.length > crowd ? "crowdedTitle" : ""} title={title}>
      <span class="titleWords">{title.slice(0, sign)}</span>
      {title.slice(sign)}
    </span>
  );
}

/** Is σ = 1 in every row of every run on show? Then one line says all that its charts would. */
function scalesNothing(
  kind: ChartKind,
  contents: readonly { readonly content: ChartContent }[],
): boolean {
  const lines = contents.flatMap(({ content }) => content.lines);
  return (
    kind.id === "sigma" &&
    lines.length > 0 &&
    lines.every(({ ends: [first], low, high }) => first === 1 && low === high)
  );
}

/** What the axis cannot show, said under the chart. */
function ChartNote(props: {
  readonly kind: string;
  readonly content: ChartContent;
}): JSX.Element | null {
  const { kind, content } = props;
  const unshown = content.lines.reduce((sum, line) => sum + line.unshown, 0);
  const notes: string[] = [];
  if (unshown > 0 && content.mode === "log") {
    const count = say(unshown === 1 ? "charts.note.log.one" : "charts.note.log.many", {
      count: formatCount(unshown),
    });
    notes.push(say("charts.note.log", { count }));
  }
  for (const { run, series } of shownResults.value) {
    if (series.stop?.reason !== "nonFinite") continue;
    notes.push(
      say("charts.note.nonFinite", { run: run.options.label, step: formatCount(series.stop.step) }),
    );
  }
  if (kind === "loss" && leastLoss.value !== undefined) {
    notes.push(say("charts.note.gap", { least: formatNumber(leastLoss.value, 4) }));
  }
  if (notes.length === 0 && content.floor === undefined && !content.zoomed) return null;
  return (
    <p class="chartNote dim">
      {notes.length > 0 ? <span>{notes.join(" · ")}</span> : null}
      {content.zoomed ? (
        <span>
          {say("charts.note.zoomed")}
          <button type="button" class="textButton" onClick={() => showAllValues(kind)}>
            {say("charts.values.all")}
          </button>
        </span>
      ) : null}
      {content.floor === undefined ? null : <FloorNote floor={content.floor} />}
    </p>
  );
}

/** What lies on the floor of the axis, and the way to see it. */
function FloorNote({ floor }: { readonly floor: number }): JSX.Element {
  const whole = look("wholeLoss");
  return (
    <span class="floorNote">
      {whole ? null : say("charts.note.floor", { floor: formatNumber(floor, 2) })}
      <button type="button" class="textButton" onClick={() => changeView({ wholeLoss: !whole })}>
        {say(whole ? "charts.floor.end" : "charts.floor.show")}
      </button>
    </span>
  );
}
