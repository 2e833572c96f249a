import { readLoop, type LoopBody } from "./loopBody";
import { accumulatorsOf, turnGraph } from "./loopGraph";
import { leastPeriod, symbolsOf, turnBegin, type OperationLog } from "./operationLog";
import { isRecurrence, turnLength } from "./recurrence";

/** Operations after which loops are looked for; then after twice as many, and so on. */
export const firstLook = 1 << 16;

type ConstantOf = (node: number) => number | undefined;

/** Looks, now and then, whether the operations so far end in turns of a loop. */
export class LoopSearch {
  /** The length of a log from which on it is worth a look. */
  private nextLook: number;
  /** The period of what is to be looked at next, at the end of a turn. */
  private knownPeriod: number | undefined;

  constructor(looksAfter: number) {
    this.nextLook = looksAfter;
  }

  isDue(log: OperationLog): boolean {
    return log.length >= this.nextLook;
  }

  /** The loop whose turns a log ends in; undefined where there is none, or where its last turn is still going on. */
  look(log: OperationLog, constantOf: ConstantOf): LoopBody | undefined {
    const known = this.knownPeriod;
    const period = known ?? periodOf(log, constantOf);
    const wait = period === 0 || known !== undefined ? 0 : turnBegin(log, period);
    // A turn that is going on is recorded to its end.
    this.nextLook = wait > 0 ? log.length + wait : 2 * log.length;
    this.knownPeriod = wait > 0 ? period : undefined;
    if (period === 0 || wait > 0) return undefined;
    const body = readLoop(log, { period, from: 0, end: log.length }, constantOf);
    return body && canBeMade(body) ? body : undefined;
  }
}

/** The length of the turns that a log ends in, 0 where it ends in none. */
function periodOf(log: OperationLog, constantOf: ConstantOf): number {
  const isConstant = (node: number): boolean => constantOf(node) !== undefined;
  // The second half: what comes before a loop need not be like it.
  const least = leastPeriod(symbolsOf(log, isConstant, log.length - (log.length >> 1)));
  return least === 0 ? 0 : turnLength(log, least, constantOf);
}

function canBeMade(body: LoopBody): boolean {
  const turn = turnGraph(body);
  if (!turn) return false;
  const accumulators = accumulatorsOf(turn);
  return accumulators ? accumulators.length > 0 : isRecurrence(body, turn);
}
