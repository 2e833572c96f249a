import type { PanelState } from "../../protocol/panel";
import type { Opened } from "../../protocol/runner";
import type { ReadFunction } from "./readFunction";
import type { Subject } from "./subject";

/** More parameters than this are not listed in the signature. */
const mostListed = 8;

/** What the panel's header says of the function on show. */
export function shownFunction(shown: {
  readonly read: ReadFunction;
  readonly opened: Opened;
  readonly subject: Subject;
  /** 1-based. */
  readonly line: number;
  readonly version: number;
}): Pick<PanelState, "function" | "gradient"> {
  const { read, opened, subject, line, version } = shown;
  const { parameters, shapes, samples, gradient, notes } = opened;
  const reason = [gradient.reason ?? [], notes].flat().join("; ");
  const { path } = subject.uri;
  const { name } = read.fn;
  const listed =
    parameters.length > mostListed ? "…" : read.fn.parameters.map(({ text }) => text).join(", ");
  return {
    function: {
      ...{ name, signature: `${name}(${listed})`, file: path.slice(path.lastIndexOf("/") + 1) },
      ...{ line, parameters, shapes, version },
      samples,
    },
    // What was assumed belongs to how the gradient came about.
    gradient: { ...gradient, ...(reason !== "" && { reason }) },
  };
}
