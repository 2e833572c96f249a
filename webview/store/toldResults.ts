import { runResults } from "./panelData";
import { readable } from "./readable";

/** The runs with what is known of their results, for those who put it into words. */
export const toldResults = readable(runResults);
