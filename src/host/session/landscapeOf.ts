import type { LandscapeRequest, PanelSettings } from "../../protocol/panel";
import type { Landscape } from "../../protocol/series";
import type { HostServices } from "../services";
import type { Recordings } from "./recordings";

/** Has the runner compute the surface that a panel asks for; undefined where it could not. */
export async function landscapeOf(
  session: string,
  request: LandscapeRequest,
  { start, window }: PanelSettings,
  recordings: Recordings,
  { runner, log }: Pick<HostServices, "runner" | "log">,
): Promise<Landscape | undefined> {
  const { axes, plane, columns, rows, at = start } = request;
  const [across, up] = plane ? [] : axes.map((axis) => window?.[axis]);
  const x = request.x ?? across;
  const y = request.y ?? up;
  const result = await runner.ask("landscape", {
    ...{ session, axes, columns, rows, at, start },
    ...(plane ? { plane } : {}),
    ...(x ? { x } : {}),
    ...(y ? { y } : {}),
    paths: recordings.visited(axes),
  });
  if (result.ok) return result.value;
  if (result.problem.kind !== "stopped") log.info(`surface: ${result.problem.message}`);
  return undefined;
}
