/* What the C peers of the benchmarks have in common. */
#ifndef PEERS_H
#define PEERS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Nanoseconds of processor time. */
static inline double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

/* All doubles of a file; ends the program where it cannot be read. */
static inline double *doublesOf(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(3);
  fseek(file, 0, SEEK_END);
  size_t size = ftell(file);
  rewind(file);
  double *data = malloc(size);
  if (fread(data, 1, size, file) != size) exit(4);
  fclose(file);
  return data;
}

/* The mean logistic loss of n samples of d features, labels -1 and 1, the bias last; its gradient in g. */
static inline double logisticLoss(const double *X, const double *y, int n, int d, const double *w,
                                  double *g) {
  double sum = 0;
  memset(g, 0, (size_t)(d + 1) * sizeof *g);
  for (int i = 0; i < n; i++) {
    const double *row = X + (size_t)i * d;
    double z = w[d];
    for (int j = 0; j < d; j++) z += w[j] * row[j];
    double e = exp(-(y[i] * z));
    sum += log1p(e);
    double s = -y[i] * (e / (1 + e));
    for (int j = 0; j < d; j++) g[j] += s * row[j];
    g[d] += s;
  }
  for (int j = 0; j <= d; j++) g[j] /= n;
  return sum / n;
}

#endif
