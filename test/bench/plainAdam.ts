/** Adam on Rosenbrock with its record, fused by hand in plain JavaScript. */
export function plainAdam(start: readonly [number, number], steps: number): Float64Array[] {
  const rows = steps + 1;
  const columns = Array.from({ length: 11 }, () => new Float64Array(rows));
  const [loss, norm, rate, xs, ys, gxs, gys, sxs, sys, mxs, mys] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [eta, beta1, beta2, eps] = [0.001, 0.9, 0.999, 1e-8];
  let [x, y] = start;
  let [meanX, meanY, squareX, squareY] = [0, 0, 0, 0];
  let [power1, power2] = [1, 1];
  for (let t = 0; t < rows; t++) {
    const valley = 1 - x;
    const bend = y - x * x;
    const gx = -2 * valley - 400 * x * bend;
    const gy = 200 * bend;
    power1 *= beta1;
    power2 *= beta2;
    const meanCorrection = 1 / (1 - power1);
    const rootCorrection = 1 / Math.sqrt(1 - power2);
    meanX = beta1 * meanX + (1 - beta1) * gx;
    meanY = beta1 * meanY + (1 - beta1) * gy;
    squareX = beta2 * squareX + (1 - beta2) * gx * gx;
    squareY = beta2 * squareY + (1 - beta2) * gy * gy;
    const sigmaX = Math.sqrt(squareX) * rootCorrection + eps;
    const sigmaY = Math.sqrt(squareY) * rootCorrection + eps;
    const mX = meanX * meanCorrection;
    const mY = meanY * meanCorrection;
    loss[t] = valley * valley + 100 * bend * bend;
    norm[t] = Math.sqrt(gx * gx + gy * gy);
    rate[t] = eta;
    xs[t] = x;
    ys[t] = y;
    gxs[t] = gx;
    gys[t] = gy;
    sxs[t] = sigmaX;
    sys[t] = sigmaY;
    mxs[t] = mX;
    mys[t] = mY;
    x -= (eta / sigmaX) * mX;
    y -= (eta / sigmaY) * mY;
  }
  return columns;
}
