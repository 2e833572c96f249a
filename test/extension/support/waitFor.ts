/** Longest wait for something that is expected: far longer than it takes, so that only a hang fails. */
const patience = 30_000;

/**
 * Asks again and again until `probe` returns something else than undefined or false, and returns it.
 *
 * @throws naming `what`, when it does not happen.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
