import type { ScheduleOptions } from "../../schedules/schedule";
import { previewSchedule } from "../../schedules/startSchedule";
import { indented, pythonFloat } from "../python";
import { plateauClass, plateauOptions } from "./plateauClass";
import { rateBodies } from "./rateBodies";
import { scheduleArguments } from "./scheduleArguments";

/** A schedule as Python. */
export interface PythonRate {
  /** Functions and objects to stand before the loop. */
  readonly definitions: readonly string[];
  /** η^t: a number, or a call with `t`. */
  readonly expression: string;
  readonly isConstant: boolean;
  /** Whether η^t is 0 at some step: methods that divide by it or keep it in a memory then need care. */
  readonly mayBeZero: boolean;
  /** Objects with an `observe(loss)` that must hear the loss of each step after η^t was asked for. */
  readonly observers: readonly string[];
  /** Where parameters have rates of their own, those of each piece of θ; `expression` is then an array. */
  readonly pieces?: readonly PythonRate[];
}

/** η^t as Python, for any schedule of the catalogue. Throws if the schedule is unknown or has no form in Python. */
export function pythonRate(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
  /** Ends the names of its functions, beside which others may stand. */
  suffix = "",
): PythonRate {
  if (setting.id === "constant")
    return {
      definitions: [],
      expression: pythonFloat(lr),
      isConstant: true,
      mayBeZero: false,
      observers: [],
    };
  const definitions: string[] = [];
  const observers: string[] = [];
  let count = 0;

  function define(name: string, inner: ScheduleOptions): string {
    const { texts, values, named } = scheduleArguments(inner, lr, steps, (next) =>
      define(`inner_rate_${++count}${suffix}`, next),
    );
    if (inner.id === "plateau") {
      if (observers.length === 0) definitions.push(...plateauClass, "", "");
      observers.push(`plateau_${observers.length + 1}${suffix}`);
      const plateau = observers.at(-1)!;
      definitions.push(
        `${plateau} = Plateau(${[texts.lr, ...named(...plateauOptions)].join(", ")})`,
        "",
        "",
      );
      return write(name, [`return ${plateau}.rate()`]);
    }
    const body = rateBodies[inner.id];
    if (body === undefined) throw new Error(`the schedule "${inner.id}" has no form in Python`);
    return write(name, body(texts, values));
  }

  function write(name: string, body: readonly string[]): string {
    definitions.push(`def ${name}(t):`, ...indented(body), "", "");
    return name;
  }

  const name = `learning_rate${suffix}`;
  define(name, setting);
  return {
    definitions,
    expression: `${name}(t)`,
    isConstant: false,
    mayBeZero: observers.length > 0 || reachesZero(setting, lr, steps),
    observers,
  };
}

/** Steps that are looked at one by one; a longer run is taken to reach 0. */
const mostLookedAt = 100_000;

function reachesZero(setting: ScheduleOptions, lr: number, steps: number): boolean {
  return steps > mostLookedAt || previewSchedule(setting, lr, steps).includes(0);
}
