import temml from "temml";

/**
 * The script that typesets formulas, a bundle of its own with the global name `formulas`: it is three times as large as
 * all views, and no formula is in sight when a panel opens.
 */

/** TeX as MathML; what is wrong in it is shown in red. */
export function typeset(tex: string): string {
  return temml.renderToString(tex, { throwOnError: false });
}
