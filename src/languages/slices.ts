/** Takes work in slices to its end without a pause. */
export function finish<Result>(slices: Generator<unknown, Result>): Result {
  for (;;) {
    const next = slices.next();
    if (next.done === true) return next.value;
  }
}
