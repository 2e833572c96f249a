/** Lets waiting messages be handled before going on. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
