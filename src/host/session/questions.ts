import type { OptimizerCatalogue } from "../../optimizers/catalogue";
import { checkRun } from "../../options/checkRun";
import type { RunOptions } from "../../options/runOptions";
import { conditionsOf } from "../../protocol/conditions";
import type { PanelSettings } from "../../protocol/panel";
import type { Answer, PanelQuestionName, PanelQuestions, Request } from "../../protocol/question";
import type { HostServices } from "../services";
import type { SessionRuns } from "./sessionRuns";

/** What a session holds that its panel need not say. */
export interface Held {
  readonly session: string;
  readonly settings: PanelSettings;
  readonly runs: SessionRuns;
  readonly catalogue: OptimizerCatalogue;
}

type Complete<Name extends PanelQuestionName> = (
  asked: PanelQuestions[Name],
  held: Held,
) => Request<Name> | undefined | Promise<Request<Name>>;

/** The whole of each question; undefined where there is nothing to ask. */
const complete: { readonly [Name in PanelQuestionName]: Complete<Name> } = {
  point: (asked, { session }) => ({ session, ...asked }),
  plane: (asked, { session }) => ({ session, ...asked }),
  async landscape(asked, { session, settings: { start, window }, runs }) {
    await runs.fetch();
    const { axes, plane: laid, at = start } = asked;
    const [across, up] = laid ? [] : axes.map((index) => window?.[index]);
    const [x, y] = [asked.x ?? across, asked.y ?? up];
    return { ...asked, session, at, start, x, y, paths: runs.recordings.visited(axes) };
  },
  rangeTest({ runId }, { session, settings }) {
    const options = optionsOf(runId, settings);
    return options && { session, runId, options, ...conditionsOf(settings) };
  },
  sweep({ options: written, ...asked }, { session, catalogue }) {
    const { run: options } = checkRun(written, catalogue);
    return options && { session, options, ...asked };
  },
  stopSweep: (_asked, { session }) => ({ session }),
};

function optionsOf(runId: string, { runs }: PanelSettings): RunOptions | undefined {
  return runs.find(({ id }) => id === runId)?.options;
}

/** Asks the runner what a panel wants to know; undefined where there is no answer, and the log then says why. */
export async function askRunner<Name extends PanelQuestionName>(
  name: Name,
  asked: PanelQuestions[Name],
  held: Held,
  { runner, log }: Pick<HostServices, "runner" | "log">,
): Promise<Answer<Name> | undefined> {
  const request = await complete[name](asked, held);
  if (!request) return undefined;
  const result = await runner.ask(name, request);
  if (result.ok) return result.value;
  if (result.problem.kind !== "stopped") log.info(`${name}: ${result.problem.message}`);
  return undefined;
}
