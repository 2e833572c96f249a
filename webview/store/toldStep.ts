import { readable } from "./readable";
import { step } from "./view";

/** The step cursor, for those who put it into words beside what follows it. */
export const toldStep = readable(step);
