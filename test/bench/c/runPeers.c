/* The C peers of simulation.bench.ts: whole Adam runs, loss, gradient, update and record fused by
 * hand, with the rounding of the product's loop: no contraction, and on Rosenbrock the same
 * operations in the same order, so that both end at the same numbers to the last bit.
 *
 *   runPeers NAME N D STEPS ROUNDS DATA
 *
 * DATA is a file of doubles: X (N x D), y (N), the start, then the bias corrections of m and of the
 * root of v for every step (the product computes them once and keeps them; NAME ending in "Pow"
 * computes them in the loop instead). The first round records into fresh memory, later ones into
 * the same, as a run of the product does that was given another's memory back. Columns begin nine
 * cache lines apart. Prints, per round, nanoseconds of processor time a step; then the last row's
 * loss and the sum of its parameters.
 */
#include "peers.h"

static const double ETA = 0.001, B1 = 0.9, B2 = 0.999, EPS = 1e-8;

static double *pool[64];
static int taken;

static double *column(size_t rows) {
  if (!pool[taken]) pool[taken] = (double *)calloc(rows + 72 * 64, sizeof(double)) + 72 * taken;
  return pool[taken++];
}

/* One parameter's update, recorded; returns the next theta. */
#define ADAM(theta, g, mean, square, c1, c2, recordSigma, recordM)                                 \
  ({                                                                                               \
    mean = B1 * mean + (1 - B1) * g;                                                               \
    square = B2 * square + (1 - B2) * g * g;                                                       \
    double sigma_ = sqrt(square) * c2 + EPS;                                                       \
    double m_ = mean * c1;                                                                         \
    recordSigma = sigma_;                                                                          \
    recordM = m_;                                                                                  \
    theta - ETA / sigma_ * m_;                                                                     \
  })

static double lastLoss, lastSum;

static void rosenbrock(const double *start, const double *corrections, size_t steps, int usePow) {
  size_t rows = steps + 1;
  double *loss = column(rows), *norm = column(rows), *rate = column(rows);
  double *x = column(rows), *y = column(rows), *gx = column(rows), *gy = column(rows);
  double *sx = column(rows), *sy = column(rows), *mx = column(rows), *my = column(rows);
  double a = start[0], b = start[1], ma = 0, mb = 0, va = 0, vb = 0;
  double limit = INFINITY;
  for (size_t t = 0; t < rows; t++) {
    double valley = 1 - a, bend = b - a * a;
    double l = valley * valley + 100 * (bend * bend);
    double gb = 100 * (bend + bend), ga = -gb * (a + a) - (valley + valley);
    if (t == 0) limit = 1e60 * (1 + fabs(l));
    loss[t] = l, norm[t] = sqrt(ga * ga + gb * gb), rate[t] = ETA;
    x[t] = a, y[t] = b, gx[t] = ga, gy[t] = gb;
    if (!(fabs(l) <= limit)) break;
    double c1 = usePow ? 1 / (1 - pow(B1, t + 1)) : corrections[t];
    double c2 = usePow ? 1 / sqrt(1 - pow(B2, t + 1)) : corrections[rows + t];
    a = ADAM(a, ga, ma, va, c1, c2, sx[t], mx[t]);
    b = ADAM(b, gb, mb, vb, c1, c2, sy[t], my[t]);
  }
  lastLoss = loss[steps], lastSum = x[steps] + y[steps];
}

static void logistic(const double *X, const double *y, int n, int d, const double *start,
                     const double *corrections, size_t steps, int usePow) {
  size_t rows = steps + 1;
  int p = d + 1;
  double *loss = column(rows), *norm = column(rows), *rate = column(rows);
  double **theta = malloc(4 * p * sizeof *theta), **gs = theta + p, **ss = gs + p, **ms = ss + p;
  for (int k = 0; k < 4 * p; k++) theta[k] = column(rows);
  double *w = malloc(p * sizeof *w), *g = malloc(p * sizeof *g);
  double *mean = calloc(p, sizeof *mean), *square = calloc(p, sizeof *square);
  memcpy(w, start, p * sizeof *w);
  double limit = INFINITY;
  for (size_t t = 0; t < rows; t++) {
    double l = logisticLoss(X, y, n, d, w, g);
    double squares = 0;
    for (int j = 0; j < p; j++) squares += g[j] * g[j];
    if (t == 0) limit = 1e60 * (1 + fabs(l));
    loss[t] = l, norm[t] = sqrt(squares), rate[t] = ETA;
    for (int j = 0; j < p; j++) theta[j][t] = w[j], gs[j][t] = g[j];
    if (!(fabs(l) <= limit)) break;
    double c1 = usePow ? 1 / (1 - pow(B1, t + 1)) : corrections[t];
    double c2 = usePow ? 1 / sqrt(1 - pow(B2, t + 1)) : corrections[rows + t];
    for (int j = 0; j < p; j++) {
      w[j] = ADAM(w[j], g[j], mean[j], square[j], c1, c2, ss[j][t], ms[j][t]);
    }
  }
  lastLoss = loss[steps], lastSum = 0;
  for (int j = 0; j < p; j++) lastSum += theta[j][steps];
  free(theta), free(w), free(g), free(mean), free(square);
}

int main(int count, char **arguments) {
  if (count != 7) return 2;
  const char *name = arguments[1];
  int n = atoi(arguments[2]), d = atoi(arguments[3]), rounds = atoi(arguments[5]);
  size_t steps = strtoul(arguments[4], 0, 10);
  double *data = doublesOf(arguments[6]);
  int isLogistic = !strncmp(name, "logistic", 8), usePow = !!strstr(name, "Pow");
  const double *start = data + (isLogistic ? (size_t)n * d + n : 0);
  const double *corrections = start + (isLogistic ? d + 1 : 2);
  for (int round = 0; round < rounds; round++) {
    double before = now();
    taken = 0;
    if (isLogistic) logistic(data, data + (size_t)n * d, n, d, start, corrections, steps, usePow);
    else rosenbrock(start, corrections, steps, usePow);
    printf("%.3f ", (now() - before) / steps);
  }
  printf("%.17g %.17g\n", lastLoss, lastSum);
  return 0;
}
