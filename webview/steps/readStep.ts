/** A step as typed, its digits in groups or not; undefined where it is no whole number. */
export function readStep(text: string): number | undefined {
  const digits = text.replace(/[\s,]/g, "").replace("−", "-");
  return /^-?\d+$/.test(digits) ? Number(digits) : undefined;
}
