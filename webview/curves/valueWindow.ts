import type { ChartKind } from "../charts/chartKinds";
import { zoomRange } from "../charts/plotFrame";
import type { MenuItem } from "../ui/menu";
import { changeView, look } from "../store/view";
import { say } from "../../l10n/words";
import type { ChartContent } from "./chartModel";
import type { ChartSignals } from "./chartSignals";

type Range = readonly [number, number];

/** Shows the values between two heights of a chart, in transformed units, in every chart of its kind. */
export function showValues(
  kind: string,
  { scale }: Pick<ChartContent, "scale">,
  range: Range,
): void {
  const [from, to] = [Math.min(...range), Math.max(...range)].map(scale.invert);
  if (!(from! < to!) || !Number.isFinite(from! + to!)) return;
  changeView({ valueWindows: { ...look("valueWindows"), [kind]: [from!, to!] } });
}

/** Shows all values again in the charts of a kind. */
export function showAllValues(kind: string): void {
  const others = Object.entries(look("valueWindows")).filter(([name]) => name !== kind);
  changeView({ valueWindows: Object.fromEntries(others) });
}

/** What a chart's axis can do beside being spaced: zoom, smooth, and for the loss count from the least one. */
export function axisItems(
  kind: ChartKind,
  chart: Pick<ChartSignals, "content" | "zoomed"> | undefined,
): MenuItem[] {
  const smooth = look("smooth");
  const isSmooth = smooth.includes(kind.id);
  return [
    ...(kind.id === "loss" ? [gapItem()] : []),
    {
      ...{ label: say("charts.smooth"), help: say("charts.smooth.help"), toggle: true },
      checked: isSmooth,
      onChoose: () =>
        changeView({
          smooth: isSmooth ? smooth.filter((id) => id !== kind.id) : [...smooth, kind.id],
        }),
    },
    ...(chart
      ? [
          {
            label: say("charts.values.zoomIn"),
            help: say("charts.values.drag"),
            onChoose: () => {
              const content = chart.content.peek();
              const middle = (content.y[0] + content.y[1]) / 2;
              showValues(kind.id, content, zoomRange(content.y, middle, 1 / 2));
            },
          },
        ]
      : []),
    ...(chart?.zoomed.value
      ? [{ label: say("charts.values.all"), onChoose: () => showAllValues(kind.id) }]
      : []),
  ];
}

function gapItem(): MenuItem {
  const gap = look("lossGap");
  return {
    ...{ label: say("charts.gap"), help: say("charts.gap.help"), toggle: true, checked: gap },
    onChoose() {
      showAllValues("loss");
      changeView({ lossGap: !gap });
    },
  };
}
