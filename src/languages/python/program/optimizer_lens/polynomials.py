"""Polynomials by their coefficients, the highest power first; fits by least squares."""

import numpy as np

from .linear_algebra import solve
from .rules import array, rank_of, rule, shape_of
from .traced import value_of


@rule("polyval")
def _polyval(p, x):
    """Horner's scheme."""
    p, x = array(p), array(x)
    result = x * 0.0
    for k in range(shape_of(p)[0]):
        result = result * x + p[k]
    return result


@rule("vander")
def vander(x, N=None, increasing=False):
    """Columns of powers."""
    x = array(x)
    count = shape_of(x)[0] if N is None else N
    columns = [np.ones(shape_of(x))]
    for _ in range(1, count):
        columns.append(columns[-1] * x)
    return np.stack(columns if increasing else columns[::-1], axis=1)


@rule("polyfit")
def _polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """Coefficients of the polynomial of least squares, by normal equations on scaled columns."""
    if full or cov:
        raise NotImplementedError
    left, right = vander(array(x) * 1.0, deg + 1), array(y)
    if w is not None:
        weights = array(w)
        left = left * weights[:, None]
        right = right * (weights if rank_of(right) == 1 else weights[:, None])
    scale = np.sqrt(np.sum(left * left, axis=0))
    left = left / scale
    fitted = solve(np.matmul(left.T, left), np.matmul(left.T, right))
    return fitted / (scale if rank_of(right) == 1 else scale[:, None])


def _padded(a, b):
    a, b = np.atleast_1d(array(a)), np.atleast_1d(array(b))
    length = max(shape_of(a)[0], shape_of(b)[0])
    return np.pad(a, (length - shape_of(a)[0], 0)), np.pad(b, (length - shape_of(b)[0], 0))


@rule("polyadd")
def _polyadd(a, b):
    a, b = _padded(a, b)
    return a + b


@rule("polysub")
def _polysub(a, b):
    a, b = _padded(a, b)
    return a - b


rule("polymul")(lambda a, b: np.convolve(np.atleast_1d(array(a)), np.atleast_1d(array(b))))


@rule("polyder")
def _polyder(p, m=1):
    p = array(p)
    for _ in range(m):
        p = p[:-1] * np.arange(shape_of(p)[0] - 1.0, 0, -1)
    return p


@rule("polyint")
def _polyint(p, m=1, k=None):
    p = array(p)
    constants = [0.0] * m if k is None else list(np.atleast_1d(value_of(k)))
    for constant in constants[:m]:
        p = np.concatenate([p / np.arange(float(shape_of(p)[0]), 0, -1), [constant]])
    return p
