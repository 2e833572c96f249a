import { scheduleById } from "../../src/schedules/catalogue";
import type { HyperparameterValue } from "../../src/optimizers/hyperparameter";
import type { PanelSettings } from "../../src/protocol/panel";
import type { PanelRun, SettingsChange } from "../../src/protocol/panelCalls";
import type { AxisMode } from "../charts/scale";
import { findOptimizer } from "../store/catalogue";
import { changeOptimizer, changeOptions } from "../store/editRuns";

/** A piece of a lesson's text; one with an action is a link. */
export interface TextPiece {
  readonly text: string;
  readonly action?: string;
}

/** The pieces of a text with links in it, whose actions may hold a pair of brackets: "At [step 200](run=0&step=200) …". */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const link of text.matchAll(/\[([^\]]+)\]\(((?:[^()]|\([^()]*\))+)\)/g)) {
    if (link.index > from) pieces.push({ text: text.slice(from, link.index) });
    pieces.push({ text: link[1]!, action: link[2]! });
    from = link.index + link[0].length;
  }
  return from < text.length ? [...pieces, { text: text.slice(from) }] : pieces;
}

/** What following a link comes to; nothing where the function or the run that it is about is not on show. */
export interface Linked {
  readonly selectedRun?: string;
  readonly change?: SettingsChange;
  readonly step?: number;
  /** A kind of charts and how its axis is spaced. */
  readonly axis?: readonly [string, AxisMode];
  /** A kind of charts that is brought into sight. */
  readonly chart?: string;
  /** The parameters that have charts. */
  readonly parameters?: readonly number[];
  /** The steps that the charts are zoomed to. */
  readonly zoom?: readonly [number, number];
}

/** What is on show: the function, what the code says of it, and the runs as they are now. */
export interface Shown {
  readonly name: string;
  readonly code: PanelSettings;
  readonly runs: readonly PanelRun[];
}

/**
 * Reads an action, pairs as in the query of an address: `of`, the function (`loss`); `run`, a run of the code by its
 * place, which is selected, with the options it is to have; else `start` and `noise` of all runs; `step`, where the
 * cursor goes; `axis`, a kind of charts and how its axis is spaced; `chart`, a kind that is brought into sight;
 * `parameters`, whose charts are shown, by their places; `zoom`, the steps that charts show, from and to.
 */
export function readAction(action: string, { name, code, runs }: Shown): Linked {
  const { of = "loss", run, start, noise, ...others } = pairsOf(action);
  const { step, axis, chart, parameters, zoom, ...options } = others;
  if (of !== name) return {};
  const [kind, mode] = axis?.split(":") ?? [];
  const [from, to] = numbersOf(zoom);
  const everywhere = {
    ...(step === undefined ? {} : { step: Number(step) }),
    ...(kind !== undefined && isMode(mode) ? { axis: [kind, mode] as const } : {}),
    ...(chart === undefined ? {} : { chart }),
    ...(parameters === undefined ? {} : { parameters: numbersOf(parameters) }),
    ...(from === undefined || to === undefined ? {} : { zoom: [from, to] as const }),
  };
  if (run === undefined) {
    const change = {
      ...(start === undefined ? {} : { start: numbersOf(start) }),
      ...(noise === undefined ? {} : { noise: Number(noise) }),
    };
    return { ...everywhere, ...(Object.keys(change).length > 0 ? { change } : {}) };
  }
  const id = code.runs[Number(run)]?.id;
  if (id === undefined || !runs.some((one) => one.id === id)) return {};
  const isChange = Object.keys(options).length > 0;
  return {
    ...everywhere,
    selectedRun: id,
    ...(isChange ? { change: { runs: withOptions(runs, id, options) } } : {}),
  };
}

function pairsOf(action: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(action));
}

function numbersOf(text = ""): readonly number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

function isMode(mode: string | undefined): mode is AxisMode {
  return mode === "log" || mode === "linear" || mode === "symlog";
}

/** The list with a run's options replaced by those that are written: of the optimizer, else of the schedule. */
function withOptions(
  runs: readonly PanelRun[],
  id: string,
  { optimizer, lr, schedule, label, ...others }: Readonly<Record<string, string>>,
): readonly PanelRun[] {
  const rate = lr === undefined ? undefined : Number(lr);
  const list = optimizer === undefined ? runs : changeOptimizer(runs, id, optimizer, rate);
  const { options } = list.find((run) => run.id === id)!;
  const ofOptimizer = findOptimizer(options.optimizer)?.hyperparameters ?? {};
  const chosen = scheduleById(schedule ?? options.schedule.id);
  const hyperparameters = { ...options.hyperparameters };
  const ofSchedule = schedule === undefined ? { ...options.schedule.options } : {};
  for (const [name, text] of Object.entries(others)) {
    if (Object.hasOwn(ofOptimizer, name)) {
      hyperparameters[name] = valueLike(hyperparameters[name], text);
    } else if (chosen && Object.hasOwn(chosen.options, name)) ofSchedule[name] = Number(text);
  }
  return changeOptions(list, id, {
    ...(rate === undefined ? {} : { lr: rate }),
    ...(label === undefined ? {} : { label }),
    hyperparameters,
    schedule: { id: chosen?.id ?? options.schedule.id, options: ofSchedule },
  });
}

function valueLike(old: HyperparameterValue | undefined, text: string): HyperparameterValue {
  return typeof old === "number" ? Number(text) : typeof old === "boolean" ? text === "true" : text;
}
