// The optimizers: one line each. Their order in lists comes from family and year (see catalogue.ts).
export { adagrad } from "./adagrad";
export { adam } from "./adam";
export { gd } from "./gd";
export { momentum } from "./momentum";
export { rmsprop } from "./rmsprop";
