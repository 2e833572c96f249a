/* The C peers of graph.bench.ts: loss and gradient as one writes them by hand.
 *
 *   graphPeers NAME N D REPETITIONS DATA
 *
 * DATA is a file of doubles: X (N x D), y (N), then the parameters. For "rosenbrock" it holds N
 * points of two doubles. Prints nanoseconds of processor time per evaluation, the loss and the sum of the gradient.
 * Each evaluation is a call that the compiler may not look into, as an optimizer would make it.
 */
#include "peers.h"

#define CALL __attribute__((noinline))

static int n, d;
static const double *X, *y;

CALL static double rosenbrock(const double *p, double *g) {
  double a = 1 - p[0], b = p[1] - p[0] * p[0];
  g[0] = -2 * a - 400 * p[0] * b;
  g[1] = 200 * b;
  return a * a + 100 * (b * b);
}

CALL static double logistic(const double *w, double *g) { return logisticLoss(X, y, n, d, w, g); }

CALL static double hinge(const double *w, double *g) {
  double sum = 0, penalty = 0;
  memset(g, 0, (size_t)(d + 1) * sizeof *g);
  for (int i = 0; i < n; i++) {
    const double *x = X + (size_t)i * d;
    double z = w[d];
    for (int j = 0; j < d; j++) z += w[j] * x[j];
    double margin = 1 - y[i] * z;
    if (margin > 0) {
      sum += margin;
      for (int j = 0; j < d; j++) g[j] -= y[i] * x[j];
      g[d] -= y[i];
    }
  }
  for (int j = 0; j <= d; j++) g[j] /= n;
  for (int j = 0; j < d; j++) {
    penalty += w[j] * w[j];
    g[j] += 0.02 * w[j];
  }
  return sum / n + 0.01 * penalty;
}

enum { UNITS = 16 };

CALL static double network(const double *p, double *g) {
  const double *W = p, *b = p + UNITS * d, *v = b + UNITS, *c = v + UNITS;
  double *gW = g, *gb = g + UNITS * d, *gv = gb + UNITS, *gc = gv + UNITS;
  double sum = 0;
  memset(g, 0, (size_t)(UNITS * d + 2 * UNITS + 1) * sizeof *g);
  for (int i = 0; i < n; i++) {
    const double *x = X + (size_t)i * d;
    double t[UNITS], out = *c;
    for (int h = 0; h < UNITS; h++) {
      double z = b[h];
      for (int j = 0; j < d; j++) z += W[h * d + j] * x[j];
      t[h] = tanh(z);
      out += v[h] * t[h];
    }
    double error = out - y[i], e = 2 * error / n;
    sum += error * error;
    *gc += e;
    for (int h = 0; h < UNITS; h++) {
      gv[h] += e * t[h];
      double s = e * v[h] * (1 - t[h] * t[h]);
      gb[h] += s;
      for (int j = 0; j < d; j++) gW[h * d + j] += s * x[j];
    }
  }
  return sum / n;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  const char *name = argv[1];
  n = atoi(argv[2]);
  d = atoi(argv[3]);
  long repetitions = atol(argv[4]);
  double *data = doublesOf(argv[5]);
  X = data;
  y = data + (size_t)n * d;

  if (!strcmp(name, "rosenbrock")) {
    double *out = malloc((size_t)n * 3 * sizeof(double));
    double start = now();
    for (long r = 0; r < repetitions; r++)
      for (int i = 0; i < n; i++) out[3 * i] = rosenbrock(data + 2 * i, out + 3 * i + 1);
    double each = (now() - start) / ((double)repetitions * n);
    printf("%.3f %.17g %.17g\n", each, out[3 * n - 3], out[3 * n - 2] + out[3 * n - 1]);
    return 0;
  }
  double (*loss)(const double *, double *) = !strcmp(name, "logistic") ? logistic
                                             : !strcmp(name, "hinge")  ? hinge
                                                                       : network;
  int size = loss == network ? UNITS * d + 2 * UNITS + 1 : d + 1;
  double *parameters = data + (size_t)n * d + n;
  double *g = malloc((size_t)size * sizeof(double));
  double value = 0, total = 0;
  double start = now();
  for (long r = 0; r < repetitions; r++) {
    parameters[size - 1] += 1e-9;
    value = loss(parameters, g);
  }
  double each = (now() - start) / (double)repetitions;
  for (int k = 0; k < size; k++) total += g[k];
  printf("%.3f %.17g %.17g\n", each, value, total);
  return 0;
}
