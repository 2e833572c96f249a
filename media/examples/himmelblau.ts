/**
 * Himmelblau's function (1972): four minima, all of them 0, and one hill between them.
 *
 * They lie at (3, 2), (3.584, −1.848), (−2.805, 3.131) and (−3.779, −3.283). From the same
 * start near the top, gradient descent and momentum go where the slope points and end in the
 * south-east. RMSProp and Adam, which look at the sign of each coordinate more than at its
 * size, set off along the diagonal and end at (3, 2). Drag the start and watch which basin each
 * of them falls into: the basins of two optimizers are not the same.
 *
 * @simulate {
 *   start: [0.5, -0.5], steps: 300, window: [[-6, 6], [-6, 6]],
 *   runs: [
 *     { optimizer: "gd", lr: 0.01 },
 *     { optimizer: "momentum", lr: 0.01, momentum: 0.9 },
 *     { optimizer: "rmsprop", lr: 0.1, convention: "lecture" },
 *     { optimizer: "adam", lr: 0.5 },
 *   ],
 * }
 */
export function himmelblau([x, y]: [number, number]): number {
  return (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2;
}
