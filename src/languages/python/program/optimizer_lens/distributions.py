"""scipy.stats' densities by formula: ln of the standard density or mass; place and scale are common to all."""

import math

import numpy as np

from .arrays import as_array, contains_traced
from .linear_algebra import cholesky, solve_triangular
from .replacements import REPLACEMENTS
from .rules import array, shape_of
from .traced import apply

_LOG_2PI = math.log(2 * math.pi)


def _special(name):
    return lambda *of: apply(name, lambda *values: _compute(name, *values), *[array(x) for x in of])


def _compute(name, *values):
    import scipy.special

    return getattr(scipy.special, name)(*values)


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


class _Continuous:
    """A distribution with place and scale: densities of (x, *shape, loc, scale)."""

    def __init__(self, name, shapes):
        self._name = name
        self._shapes = shapes

    def _split(self, arguments, options):
        names = list(self._shapes) + ["loc", "scale"]
        given = dict(zip(names, arguments), **options)
        loc, scale = as_array(given.pop("loc", 0)), as_array(given.pop("scale", 1))
        return [array(given[name]) * 1.0 for name in self._shapes], array(loc), array(scale)

    def logpdf(self, x, *arguments, **options):
        shape, loc, scale = self._split(arguments, options)
        return DENSITIES[self._name]((array(x) - loc) / (1.0 * scale), *shape) - np.log(scale)

    def pdf(self, x, *arguments, **options):
        return np.exp(self.logpdf(x, *arguments, **options))

    def cdf(self, x, *arguments, **options):
        shape, loc, scale = self._split(arguments, options)
        return CUMULATIVE[self._name]((array(x) - loc) / (1.0 * scale), *shape)

    def sf(self, x, *arguments, **options):
        shape, loc, scale = self._split(arguments, options)
        z = (array(x) - loc) / (1.0 * scale)
        symmetric = self._name in ("norm", "logistic", "laplace", "cauchy")
        return CUMULATIVE[self._name](-z, *shape) if symmetric else 1 - CUMULATIVE[self._name](z, *shape)

    def logcdf(self, x, *arguments, **options):
        if self._name == "norm":
            _, loc, scale = self._split(arguments, options)
            return log_ndtr((array(x) - loc) / (1.0 * scale))
        return np.log(self.cdf(x, *arguments, **options))

    def logsf(self, x, *arguments, **options):
        if self._name == "norm":
            _, loc, scale = self._split(arguments, options)
            return log_ndtr((loc - array(x)) / (1.0 * scale))
        return np.log(self.sf(x, *arguments, **options))


class _Discrete(_Continuous):
    """A distribution over whole numbers, with a place."""

    def logpmf(self, k, *arguments, **options):
        shape, loc, _ = self._split(arguments, options)
        return MASSES[self._name](array(k) * 1.0 - loc, *shape)

    def pmf(self, k, *arguments, **options):
        return np.exp(self.logpmf(k, *arguments, **options))


class _Frozen:
    """``norm(loc, scale)`` with traced arguments."""

    def __init__(self, distribution, arguments, options):
        self._made_of = distribution, arguments, options

    def __getattr__(self, name):
        distribution, arguments, options = self._made_of
        method = getattr(distribution, name)
        return lambda x: method(x, *arguments, **options)


def _multivariate_normal_logpdf(x, mean=None, cov=1, *arguments, **options):
    x = array(x)
    size = shape_of(x)[-1] if shape_of(x) else 1
    deviation = x - (0.0 if mean is None else array(mean))
    cov = array(cov)
    cov = cov * np.eye(size) if shape_of(cov) == () else np.diag(cov) if len(shape_of(cov)) == 1 else cov
    lower = cholesky(cov)
    z = solve_triangular(lower, np.atleast_1d(deviation).T, lower=True)
    logs = np.sum(np.log(np.diagonal(lower)))
    return -0.5 * np.sum(z * z, axis=0) - logs - size * _LOG_2PI / 2


def register(stats):
    """Puts the formulas in the place of the methods of scipy.stats' distributions."""
    for table, kind, methods in (
        (DENSITIES, _Continuous, "logpdf pdf cdf sf logcdf logsf"),
        (MASSES, _Discrete, "logpmf pmf"),
    ):
        for name in table:
            original = getattr(stats, name)
            shapes = [one.strip() for one in (original.shapes or "").split(",") if one.strip()]
            ours = kind(name, shapes)
            for method in methods.split():
                if method in ("cdf", "sf", "logcdf", "logsf") and name not in CUMULATIVE:
                    continue
                _either(getattr(original, method), getattr(ours, method))
            _either(original, lambda *arguments, _ours=ours, **options: _Frozen(_ours, arguments, options))
    normal = stats.multivariate_normal
    _either(normal.logpdf, _multivariate_normal_logpdf)
    _either(normal.pdf, lambda *arguments, **options: np.exp(_multivariate_normal_logpdf(*arguments, **options)))


def _either(original, formula):
    def implementation(*arguments, **options):
        if any(contains_traced(x) for x in arguments) or any(contains_traced(x) for x in options.values()):
            return formula(*arguments, **options)
        return original(*arguments, **options)

    REPLACEMENTS[original] = implementation
