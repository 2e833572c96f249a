import { formatNumber, formatPoint } from "../charts/numbers";
import { cursorRows, parameterNames, shownFunction, shownResults } from "../store/panelData";
import { surfaceAxes } from "../store/view";
import { say } from "../../l10n/words";
import { axisNames, surfaceWindow } from "./surfaceModel";

/** The picture in words, for those who do not see it. */
export function surfaceLabel(): string {
  const window = surfaceWindow.value;
  if (!window) return say("surface.empty");
  const rows = new Map(cursorRows.value.rows.map((row) => [row.runId, row]));
  const sentences = shownResults.value.flatMap(({ run }) => {
    const row = rows.get(run.id);
    if (!row) return [];
    const point = formatPoint(row.theta, 4, parameterNames.value.length);
    return say("surface.run", { label: run.options.label, point, loss: formatNumber(row.loss) });
  });
  const [x, y] = axisNames.value;
  return say(surfaceAxes.value.length === 1 ? "surface.label.curve" : "surface.label", {
    function: shownFunction.value?.name ?? "",
    x,
    y,
    xFrom: formatNumber(window.x[0], 4),
    xTo: formatNumber(window.x[1], 4),
    yFrom: formatNumber(window.y[0], 4),
    yTo: formatNumber(window.y[1], 4),
    runs: sentences.join(" "),
  });
}
