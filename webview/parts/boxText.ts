import { exactText } from "../../src/text/number";

/** As many characters as a box of the panel shows whole. */
const boxLength = 7;

/** A number for a box: what is too long for it is shorter with an exponent, where that says the same. */
export function boxText(value: number): string {
  const plain = String(value);
  return plain.length <= boxLength ? plain : exactText(value);
}
