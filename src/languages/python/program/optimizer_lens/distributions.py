"""scipy.stats' distributions for traced arguments: place and scale are common to all, the rest are their densities."""

import math

import numpy as np

from .nesting import as_array
from .densities import CUMULATIVE, DENSITIES, MASSES, log_ndtr
from .linear_algebra import cholesky, solve_triangular
from .replacements import replace_where_traced
from .rules import array, shape_of

_LOG_2PI = math.log(2 * math.pi)


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
                replace_where_traced(getattr(original, method), getattr(ours, method))
            replace_where_traced(original, lambda *arguments, _ours=ours, **options: _Frozen(_ours, arguments, options))
    normal = stats.multivariate_normal
    replace_where_traced(normal.logpdf, _multivariate_normal_logpdf)
    replace_where_traced(normal.pdf, lambda *arguments, **options: np.exp(_multivariate_normal_logpdf(*arguments, **options)))
