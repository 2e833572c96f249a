/* The C peers of sweep.bench.ts: a grid of Adam runs – rates by values of beta1 – of which only the last loss is kept,
 * several runs at a time in one thread, so that one's roots and quotients fill the time that another's take.
 *
 *   sweepPeers NAME N D STEPS ROUNDS RATES BETAS DATA
 *
 * DATA is a file of doubles: X (N x D), y (N), the start, the rates, the values of beta1. On Rosenbrock the operations
 * are the product's, in its order, so that both end at the same numbers to the last bit. What depends on the step alone
 * is computed once for each beta1. Prints, per round, nanoseconds of processor time in all; then the sum of the last
 * losses that are finite, and how many are.
 */
#include "peers.h"

#ifndef TOGETHER
#define TOGETHER 4
#endif

static const double B2 = 0.999, EPS = 1e-8;

static void corrections(double beta1, size_t rows, double *c1, double *c2) {
  double p1 = 1, p2 = 1;
  for (size_t t = 0; t < rows; t++) {
    p1 *= beta1, p2 *= B2;
    c1[t] = 1 / (1 - p1), c2[t] = 1 / sqrt(1 - p2);
  }
}

/* TOGETHER runs of one beta1; those that diverge go on as numbers that nobody reads. */
static void rosenbrock(const double *start, const double *rates, double b1, const double *c1,
                       const double *c2, size_t steps, double *last) {
  double a[TOGETHER], b[TOGETHER], ma[TOGETHER], mb[TOGETHER], va[TOGETHER], vb[TOGETHER];
  double limit = INFINITY;
  int alive[TOGETHER];
  for (int k = 0; k < TOGETHER; k++) {
    a[k] = start[0], b[k] = start[1], ma[k] = mb[k] = va[k] = vb[k] = 0, alive[k] = 1;
  }
  double valley0 = 1 - start[0], bend0 = start[1] - start[0] * start[0];
  limit = 1e60 * (1 + fabs(valley0 * valley0 + 100 * (bend0 * bend0)));
  for (size_t t = 0; t <= steps; t++) {
#pragma GCC unroll 8
    for (int k = 0; k < TOGETHER; k++) {
      double valley = 1 - a[k], bend = b[k] - a[k] * a[k];
      double l = valley * valley + 100 * (bend * bend);
      double gb = 100 * (bend + bend), ga = -gb * (a[k] + a[k]) - (valley + valley);
      if (__builtin_expect(!(fabs(l) <= limit), 0)) alive[k] = 0;
      if (__builtin_expect(!(ga * ga + gb * gb + (a[k] * a[k] + b[k] * b[k]) <= 1e300), 0))
        alive[k] = 0;
      last[k] = l;
      ma[k] = b1 * ma[k] + (1 - b1) * ga, mb[k] = b1 * mb[k] + (1 - b1) * gb;
      va[k] = B2 * va[k] + (1 - B2) * ga * ga, vb[k] = B2 * vb[k] + (1 - B2) * gb * gb;
      double sa = sqrt(va[k]) * c2[t] + EPS, sb = sqrt(vb[k]) * c2[t] + EPS;
      a[k] = a[k] - rates[k] / sa * (ma[k] * c1[t]);
      b[k] = b[k] - rates[k] / sb * (mb[k] * c1[t]);
    }
  }
  for (int k = 0; k < TOGETHER; k++)
    if (!alive[k]) last[k] = INFINITY;
}

static double logistic(const double *X, const double *y, int n, int d, const double *start,
                       double rate, double b1, const double *c1, const double *c2, size_t steps,
                       double *room) {
  int p = d + 1;
  double *w = room, *g = room + p, *mean = room + 2 * p, *square = room + 3 * p;
  memcpy(w, start, p * sizeof *w);
  memset(mean, 0, 2 * p * sizeof *mean);
  double l = 0;
  for (size_t t = 0; t <= steps; t++) {
    l = logisticLoss(X, y, n, d, w, g);
    for (int j = 0; j < p; j++) {
      mean[j] = b1 * mean[j] + (1 - b1) * g[j];
      square[j] = B2 * square[j] + (1 - B2) * g[j] * g[j];
      double sigma = sqrt(square[j]) * c2[t] + EPS;
      w[j] = w[j] - rate / sigma * (mean[j] * c1[t]);
    }
  }
  return l;
}

int main(int count, char **arguments) {
  if (count != 9) return 2;
  const char *name = arguments[1];
  int n = atoi(arguments[2]), d = atoi(arguments[3]), rounds = atoi(arguments[5]);
  size_t steps = strtoul(arguments[4], 0, 10);
  int rateCount = atoi(arguments[6]), betaCount = atoi(arguments[7]);
  double *data = doublesOf(arguments[8]);
  int isLogistic = !strcmp(name, "logistic");
  const double *start = data + (isLogistic ? (size_t)n * d + n : 0);
  const double *rates = start + (isLogistic ? d + 1 : 2), *betas = rates + rateCount;
  double *c1 = malloc((steps + 1) * sizeof *c1), *c2 = malloc((steps + 1) * sizeof *c2);
  double *last = malloc((size_t)(rateCount + TOGETHER) * betaCount * sizeof *last);
  double *room = malloc(4 * (d + 1) * sizeof *room);
  for (int round = 0; round < rounds; round++) {
    double from = now();
    for (int j = 0; j < betaCount; j++) {
      corrections(betas[j], steps + 1, c1, c2);
      double *row = last + (size_t)j * rateCount;
      if (isLogistic) {
        for (int i = 0; i < rateCount; i++)
          row[i] = logistic(data, data + (size_t)n * d, n, d, start, rates[i], betas[j], c1, c2,
                            steps, room);
      } else {
        for (int i = 0; i + TOGETHER <= rateCount; i += TOGETHER)
          rosenbrock(start, rates + i, betas[j], c1, c2, steps, row + i);
      }
    }
    printf("%.0f ", now() - from);
  }
  double sum = 0;
  long finite = 0;
  for (long k = 0; k < (long)rateCount * betaCount; k++)
    if (isfinite(last[k])) sum += last[k], finite++;
  printf("%.17g %ld\n", sum, finite);
  return 0;
}
