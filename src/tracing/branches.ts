import { newFields, Unmergeable, type Field } from "./armFields";
import { mergeArms, mergeSimple, runArm } from "./mergeValues";
import { truth } from "./operators";
import { isTraced, type Recorder } from "./traced";

/*
 * Branches without side effects on traced conditions: both arms are run and their results merged by
 * a select, so that one trace describes both ways. Where the arms cannot be merged (one throws, one
 * gives an array of another length, one needs a decision of its own), or where an arm would do what
 * cannot be taken back, the branch becomes a guard.
 */

/** Arms that are being run in order to be merged. */
let arms = 0;

/**
 * Called as a function is entered that may do more than give a value. Arms call such functions where
 * the text does not show it (a getter or setter, a method of a common name, a conversion, a trap of a
 * proxy): both ways are run then only where neither comes here.
 */
export function enter(): void {
  if (arms > 0) throw new Unmergeable();
}

function runArms<Result>(recorder: Recorder, run: () => Result): Result {
  arms++;
  try {
    return recorder.speculate(run);
  } finally {
    arms--;
  }
}

/** `test ? then : otherwise`, the arms free of side effects; `site` tells branches apart. */
export function choose(
  site: number,
  test: unknown,
  then: () => unknown,
  otherwise: () => unknown,
): unknown {
  if (!isTraced(test)) return test ? then() : otherwise();
  const { recorder } = test;
  recorder.checkOpen();
  if (recorder.maySpeculate(site)) {
    try {
      return runArms(recorder, () =>
        mergeArms(recorder, test.node, runArm(then), runArm(otherwise)),
      );
    } catch {
      // An arm threw or the values do not merge: run only the arm that is taken.
      recorder.refuse(site);
    }
  }
  return recorder.decide(test.node) ? then() : otherwise();
}

/** `left && right`, the right side free of side effects. */
export function and(site: number, left: unknown, right: () => unknown): unknown {
  if (!isTraced(left)) return left && right();
  return choose(site, left, right, () => left);
}

/** `left || right`, the right side free of side effects. */
export function or(site: number, left: unknown, right: () => unknown): unknown {
  if (!isTraced(left)) return left || right();
  return choose(site, left, () => left, right);
}

/** `left && right` where the right side may do something: only what JavaScript would run is run. */
export function andThen(left: unknown, right: () => unknown): unknown {
  return truth(left) ? right() : left;
}

/** `left || right` where the right side may do something. */
export function orElse(left: unknown, right: () => unknown): unknown {
  return truth(left) ? left : right();
}

/**
 * An `if` whose arms only assign: `read` gives the values of everything that is assigned in either
 * arm, `write` sets them; `fields` are the properties among them.
 */
export function branch(
  site: number,
  test: unknown,
  then: () => void,
  otherwise: () => void,
  read: () => unknown[],
  write: (values: unknown[]) => void,
  fields: () => Field[] = () => [],
): void {
  if (!isTraced(test)) {
    if (test) then();
    else otherwise();
    return;
  }
  const { recorder } = test;
  recorder.checkOpen();
  if (recorder.maySpeculate(site)) {
    let undo: (() => void) | undefined;
    try {
      runArms(recorder, () => {
        const added = newFields(fields());
        const before = read();
        const takeBack = (): void => {
          write(before);
          added.remove();
        };
        // Where even this does something, it is noticed before anything has been done.
        takeBack();
        undo = takeBack;
        then();
        const left = read();
        const shape = added.shape();
        takeBack();
        otherwise();
        const right = read();
        if (added.shape() !== shape) throw new Unmergeable();
        // What a variable holds afterwards is that very list or object, which others may hold as well.
        const merged = left.map((value, index) => {
          const simple = mergeSimple(recorder, test.node, value, right[index]);
          if (simple === undefined) throw new Unmergeable();
          return simple.value;
        });
        takeBack();
        write(merged);
        added.restore(shape);
        if (added.shape() !== shape) throw new Unmergeable();
      });
      return;
    } catch {
      // As above; what the arms assigned is taken back first.
      undo?.();
      recorder.refuse(site);
    }
  }
  if (recorder.decide(test.node)) then();
  else otherwise();
}
