/** What tests use of the decoder, which brings no types. */
declare module "upng-js" {
  interface Picture {
    readonly width: number;
    readonly height: number;
  }
  const UPNG: {
    decode(png: Uint8Array): Picture;
    /** Red, green, blue and opacity of each pixel, frame by frame. */
    toRGBA8(picture: Picture): readonly ArrayBuffer[];
  };
  export default UPNG;
}
