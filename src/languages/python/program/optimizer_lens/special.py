"""scipy.special's functions over axes, and a few of scipy.linalg; registered once the user's code has imported them."""

import sys

import numpy as np

from .linear_algebra import cholesky, solve, solve_triangular
from .reductions import largest, total
from .replacements import replace_where_traced
from .rules import array, shape_of
from .traced import apply


def stopped(x):
    """x with the derivative 0."""
    return apply("stop_gradient", lambda value: value, x)


def _shift(a, axis):
    """What is taken off before e^: the maximum, 0 where that is infinite; its derivative cancels."""
    highest = largest(a, axis, keepdims=True)
    return stopped(np.where(np.isfinite(highest), highest, 0.0))


def logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False):
    """ln Σ b·eᵃ, shifted by the maximum."""
    a = array(a)
    shift = _shift(a, axis)
    terms = np.exp(a - shift)
    terms = terms if b is None else terms * array(b)
    summed = total(terms, axis, keepdims=keepdims)
    sign = np.sign(summed)
    summed = np.log(np.abs(summed) if return_sign else summed)
    offset = shift if keepdims else np.reshape(shift, shape_of(summed))
    return (summed + offset, sign) if return_sign else summed + offset


def softmax(x, axis=None):
    """eˣ / Σ eˣ."""
    x = array(x)
    terms = np.exp(x - _shift(x, axis))
    return terms / total(terms, axis, keepdims=True)


def log_softmax(x, axis=None):
    """x − ln Σ eˣ."""
    x = array(x)
    shifted = x - _shift(x, axis)
    return shifted - np.log(total(np.exp(shifted), axis, keepdims=True))


def _cho_factor(a, lower=False, **options):
    return cholesky(a), True


def _cho_solve(factor, b, **options):
    lower = factor[0]
    return solve_triangular(lower, solve_triangular(lower, array(b), lower=True), trans=1, lower=True)


def _scipy_cholesky(a, lower=False, **options):
    factor = cholesky(a)
    return factor if lower else factor.T


_RULES = {
    "scipy.special": {"logsumexp": logsumexp, "softmax": softmax, "log_softmax": log_softmax},
    "scipy.linalg": {
        "solve_triangular": solve_triangular,
        "cholesky": _scipy_cholesky,
        "cho_factor": _cho_factor,
        "cho_solve": _cho_solve,
        "solve": lambda a, b, **options: solve(a, b),
        "inv": np.linalg.inv,
        "det": np.linalg.det,
        "norm": np.linalg.norm,
    },
}
_registered = set()


def register_loaded():
    """Adds the rules of the scipy modules that have been imported since."""
    for path, functions in _RULES.items():
        module = sys.modules.get(path)
        if module is not None and path not in _registered:
            _registered.add(path)
            for name, implementation in functions.items():
                if hasattr(module, name):
                    replace_where_traced(getattr(module, name), implementation)
    if "scipy.stats" in sys.modules and "scipy.stats" not in _registered:
        _registered.add("scipy.stats")
        from .distributions import register

        register(sys.modules["scipy.stats"])
