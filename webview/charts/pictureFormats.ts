// A script of its own, which the first picture that is taken out of the panel loads.

export { encodeGif } from "./gif";
export { svgPen } from "./svgPen";
