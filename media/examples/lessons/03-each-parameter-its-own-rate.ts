/**
 * Lesson 3: each parameter needs its own learning rate.
 *
 * An ellipse a hundred times as curved in y as in x. What is good for y (at most 2/100) is far
 * too small for x: gradient descent at 0.0195 swings in y and has crawled to x = −1.26 after
 * 100 steps. The others divide η by a σ of each parameter's own, made from the sizes of its
 * gradients: large for y, where it is steep, small for x, where it is flat. Look at the curves
 * of η/σ: they go apart by themselves, and both parameters arrive. The last run has a rate for
 * each parameter, chosen by hand by someone who knows how steep the bowl is.
 *
 * @simulate {
 *   start: [-9, 1], steps: 100, window: { x: [-10, 2], y: [-2, 2] },
 *   runs: [
 *     { optimizer: "gd", lr: 0.0195 },
 *     { optimizer: "adagrad", lr: 0.5, convention: "lecture", label: "root mean square" },
 *     { optimizer: "adagrad", lr: 2, label: "root of the sum (Adagrad)" },
 *     { optimizer: "gd", lr: { x: 0.5, y: 0.005 }, label: "rates by hand" },
 *   ],
 * }
 */
export const loss = (x: number, y: number): number => (x ** 2 + 100 * y ** 2) / 2;
