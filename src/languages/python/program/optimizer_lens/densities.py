"""Standard densities by formula: ln of the density or mass, and cumulative functions where there is one."""

import math

import numpy as np

from .rules import array, special_function

_LOG_2PI = math.log(2 * math.pi)


def _special(name):
    return lambda *of: special_function(name)(*[array(x) for x in of])


gammaln, xlogy, xlog1py, betaln = (_special(name) for name in ("gammaln", "xlogy", "xlog1py", "betaln"))
ndtr, log_ndtr, expit = (_special(name) for name in ("ndtr", "log_ndtr", "expit"))


def _inside(condition, x, neutral):
    """x where it lies in the support, else a number that does no harm."""
    return np.where(condition, x, neutral)


def _on(condition, value):
    return np.where(condition, value, -np.inf)


def _positive(density):
    """A density that is 0 for z ≤ 0."""
    return lambda z, *shape: _on(z > 0, density(_inside(z > 0, z, 1.0), *shape))


def _unit(density):
    return lambda z, *shape: _on((z >= 0) & (z <= 1), density(_inside((z >= 0) & (z <= 1), z, 0.5), *shape))


def _norm(z):
    return -(z * z) / 2.0 - _LOG_2PI / 2


def _t(z, df):
    normal = gammaln((df + 1) / 2) - gammaln(df / 2) - 0.5 * np.log(df * math.pi)
    return normal - (df + 1) / 2 * np.log1p(z * z / df)


def _logistic(z):
    return -np.abs(z) - 2 * np.log1p(np.exp(-np.abs(z)))


DENSITIES = {
    "norm": _norm,
    "expon": lambda z: _on(z >= 0, -z),
    "uniform": lambda z: _on((z >= 0) & (z <= 1), 0.0 * z),
    "laplace": lambda z: -math.log(2) - np.abs(z),
    "logistic": _logistic,
    "cauchy": lambda z: -math.log(math.pi) - np.log1p(z * z),
    "t": _t,
    "gamma": _positive(lambda z, a: xlogy(a - 1.0, z) - z - gammaln(a)),
    "invgamma": _positive(lambda z, a: -(a + 1) * np.log(z) - gammaln(a) - 1.0 / z),
    "beta": _unit(lambda z, a, b: xlog1py(b - 1.0, -z) + xlogy(a - 1.0, z) - betaln(a, b)),
    "chi2": _positive(lambda z, df: xlogy(df / 2.0 - 1, z) - z / 2.0 - gammaln(df / 2.0) - math.log(2) * df / 2.0),
    "lognorm": _positive(lambda z, s: -(np.log(z) ** 2) / (2 * s * s) - np.log(s * z) - _LOG_2PI / 2),
    "weibull_min": _positive(lambda z, c: np.log(c) + xlogy(c - 1, z) - z**c),
    "pareto": lambda z, b: _on(z >= 1, np.log(b) - (b + 1) * np.log(_inside(z >= 1, z, 1.0))),
    "gumbel_r": lambda z: -z - np.exp(-z),
    "gumbel_l": lambda z: z - np.exp(z),
    "halfnorm": lambda z: _on(z >= 0, 0.5 * math.log(2 / math.pi) - z * z / 2.0),
    "rayleigh": _positive(lambda z: np.log(z) - z * z / 2.0),
    "skewnorm": lambda z, a: math.log(2) + _norm(z) + log_ndtr(a * z),
}


def _whole(mass):
    """A mass that is 0 but for whole k ≥ 0."""

    def density(k, *shape):
        allowed = (k >= 0) & (np.floor(k) == k)
        return _on(allowed, mass(_inside(allowed, k, 0.0), *shape))

    return density


def _binom(k, n, p):
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return _on(k <= n, ways + xlogy(k, p) + xlog1py(n - k, -p))


MASSES = {
    "poisson": _whole(lambda k, mu: xlogy(k, mu) - gammaln(k + 1.0) - mu),
    "bernoulli": _whole(lambda k, p: _on(k <= 1, xlogy(k, p) + xlog1py(1 - k, -p))),
    "binom": _whole(_binom),
    "geom": _whole(lambda k, p: _on(k >= 1, np.log(p) + xlog1py(k - 1, -p))),
    "nbinom": _whole(
        lambda k, n, p: gammaln(n + k) - gammaln(k + 1.0) - gammaln(n) + n * np.log(p) + xlog1py(k, -p)
    ),
}

CUMULATIVE = {
    "norm": ndtr,
    "logistic": expit,
    "expon": lambda z: np.where(z > 0, -np.expm1(-np.maximum(z, 0.0)), 0.0),
    "uniform": lambda z: np.clip(z, 0.0, 1.0),
    "laplace": lambda z: np.where(z > 0, 1 - 0.5 * np.exp(-np.abs(z)), 0.5 * np.exp(-np.abs(z))),
    "cauchy": lambda z: 0.5 + np.arctan(z) / math.pi,
}
