// Nine points near y = 0.5 + 2x, and one that is far off.
const points = [
  [0.0, 0.6],
  [0.3, 1.0],
  [0.6, 1.8],
  [0.9, 2.2],
  [1.2, 3.0],
  [1.5, 3.4],
  [1.8, 4.2],
  [2.1, 4.6],
  [2.4, 5.4],
  [2.7, -6.0],
];

// Quadratic near 0, a straight line beyond 1.
const bounded = (r) => (Math.abs(r) <= 1 ? r ** 2 / 2 : Math.abs(r) - 1 / 2);

/**
 * A line through points with an outlier, in plain JavaScript.
 *
 * The Huber loss grows in a straight line for large errors, so the outlier pulls with a force
 * of at most 1: the line is 0.73 + 1.72x, close to the nine. Its valley is made of many flat
 * facets: the gradient keeps its size while the slope stays the same, and gradient descent
 * walks at a steady pace until it comes near.
 *
 * @simulate {
 *   start: [-1, -1], steps: 400, window: [[-2, 4], [-2, 4]],
 *   runs: [
 *     { optimizer: "gd", lr: 0.3 },
 *     { optimizer: "momentum", lr: 0.1, momentum: 0.9 },
 *     { optimizer: "adam", lr: 0.1 },
 *   ],
 * }
 */
function robustLoss([intercept, slope]) {
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  return mean(points.map(([x, y]) => bounded(intercept + slope * x - y)));
}

/**
 * The same points, errors squared: the outlier bends the line to 2.24 − 0.17x, which fits none
 * of them.
 *
 * @simulate {
 *   start: [-1, -1], steps: 400, window: [[-2, 4], [-2, 4]],
 *   runs: [
 *     { optimizer: "gd", lr: 0.3 },
 *     { optimizer: "momentum", lr: 0.1, momentum: 0.9 },
 *     { optimizer: "adam", lr: 0.1 },
 *   ],
 * }
 */
function squaredLoss([intercept, slope]) {
  const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
  return mean(points.map(([x, y]) => (intercept + slope * x - y) ** 2 / 2));
}

module.exports = { robustLoss, squaredLoss };
