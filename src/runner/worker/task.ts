import { yieldToEvents } from "./yieldToEvents";

/**
 * Work that can be left off: a generator that yields every few milliseconds and returns its answer. What it yields, if
 * anything, is waited for.
 */
export type Task<Answer> = Generator<Promise<unknown> | undefined, Answer>;

/** What a task is driven with. */
export interface TaskContext {
  /** Is the answer still wanted? */
  readonly isWanted: () => boolean;
  /** Runs a slice, which may evaluate the user's code. */
  readonly during: <T>(slice: () => T) => T;
}

/** The answer of a task that was left off. */
export const leftOff = Symbol("left off");

/** Milliseconds of work between two looks at what else has come. */
export const stretch = 12;

/**
 * Takes a task to its end, slice by slice, and lets messages be handled in between, so that newer work is noticed: then
 * the task is left off where it is. What it throws is thrown.
 */
export async function drive<Answer>(
  task: Task<Answer>,
  { isWanted, during }: TaskContext,
): Promise<Answer | typeof leftOff> {
  let lastPause = performance.now();
  for (;;) {
    const slice = during(() => task.next());
    if (slice.done) return slice.value;
    if (slice.value) await slice.value;
    if (performance.now() - lastPause < stretch) continue;
    await yieldToEvents();
    lastPause = performance.now();
    if (isWanted()) continue;
    // What the task holds is given back.
    task.return(undefined as never);
    return leftOff;
  }
}
