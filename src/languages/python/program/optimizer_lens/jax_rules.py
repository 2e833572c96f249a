"""jax's primitives by numpy's functions; the names of the parameters a rule wants are those of its arguments."""

import numpy as np

from .arrays import TracedArray
from .linear_algebra import solve_triangular
from .renaming import renamed
from .rules import rank_of, special_function
from .special import stopped

MOVING = {
    **dict.fromkeys("reshape transpose squeeze broadcast_in_dim expand_dims rev tile slice".split(), [0]),
    **dict.fromkeys(("dynamic_slice", "gather"), [0]),
    **dict.fromkeys(("pad", "dynamic_update_slice"), [0, 1]),
    **dict.fromkeys(("stack", "concatenate"), None),
    "scatter": [0, 2],
}
"""Primitives that only move elements, and which operands these are of; None for all."""

RULES = {}


def _add(name, function, parameters=()):
    def rule(*operands, **given):
        return function(*operands, **given)

    rule.parameters = tuple(parameters)
    RULES[name] = rule


for _jax, _numpy in renamed(
    """add sub:subtract mul:multiply div:divide neg:negative sign floor ceil exp exp2 log log1p expm1 tanh sin
    cos tan asin:arcsin acos:arccos atan:arctan atan2:arctan2 sinh cosh asinh:arcsinh acosh:arccosh atanh:arctanh sqrt
    cbrt pow:power abs:absolute max:maximum min:minimum rem:fmod square is_finite:isfinite eq:equal ne:not_equal lt:less
    le:less_equal gt:greater ge:greater_equal and:logical_and or:logical_or xor:not_equal not:logical_not
    add_any:add"""
):
    _add(_jax, getattr(np, _numpy))
for _jax, _scipy in renamed("logistic:expit erf erfc lgamma:gammaln digamma:psi"):
    _add(_jax, special_function(_scipy))

_add("rsqrt", lambda x: 1 / np.sqrt(x))
_add("integer_pow", lambda x, y: x**y, ["y"])
_add("round", lambda x: np.rint(x))
for _name in ("copy", "copy_p"):
    _add(_name, lambda x: x)
_add("stop_gradient", stopped)
_add("clamp", lambda low, x, high: np.minimum(np.maximum(x, low), high))
for _jax, _numpy in renamed("sum prod max min and:all or:any"):
    _add("reduce_" + _jax, lambda x, axes, _over=getattr(np, _numpy): _over(x, axis=tuple(axes)), ["axes"])
_add("argmax", lambda x, axes: np.argmax(x, axis=axes[0]), ["axes"])
_add("argmin", lambda x, axes: np.argmin(x, axis=axes[0]), ["axes"])
_add("cumsum", lambda x, axis, reverse: _cumulative(np.cumsum, x, axis, reverse), ["axis", "reverse"])
_add("cumprod", lambda x, axis, reverse: _cumulative(np.cumprod, x, axis, reverse), ["axis", "reverse"])
_add("cholesky", lambda x: np.linalg.cholesky(x))


def _cumulative(function, x, axis, reverse):
    return np.flip(function(np.flip(x, axis), axis=axis), axis) if reverse else function(x, axis=axis)


def _select(which, *cases):
    """``cases[which]``: a truth value or a whole number chooses."""
    result = cases[0]
    for number, one in enumerate(cases[1:], 1):
        result = np.where(np.equal(which, number) if len(cases) > 2 else which, one, result)
    return result


_add("select_n", _select)


def _converted(x, new_dtype):
    """Floating types are all double here; whole numbers are what truncation leaves."""
    kind = np.dtype(new_dtype).kind
    if kind == "b":
        return x != 0
    return np.trunc(x) if kind in "iu" and isinstance(x, TracedArray) else x * 1.0


_add("convert_element_type", _converted, ["new_dtype"])


def _dot_general(a, b, dimension_numbers):
    """Contractions over pairs of axes, batch axes first, by Einstein's sums."""
    (inner_a, inner_b), (batch_a, batch_b) = dimension_numbers
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    left, right = [None] * rank_of(a), [None] * rank_of(b)
    shared = []
    for pairs, is_batch in ((zip(batch_a, batch_b), True), (zip(inner_a, inner_b), False)):
        for i, j in pairs:
            left[i] = right[j] = next(letters)
            shared += [left[i]] if is_batch else []
    left = [one or next(letters) for one in left]
    right = [one or next(letters) for one in right]
    own = [one for k, one in enumerate(left) if k not in tuple(batch_a) + tuple(inner_a)]
    own += [one for k, one in enumerate(right) if k not in tuple(batch_b) + tuple(inner_b)]
    return np.einsum("%s,%s->%s" % ("".join(left), "".join(right), "".join(shared + own)), a, b)


_add("dot_general", _dot_general, ["dimension_numbers"])


def _sort(*operands, dimension, num_keys):
    """All operands in the order of the first."""
    order = np.argsort(operands[0], axis=dimension)
    return [np.take_along_axis(one, order, dimension) for one in operands]


_add("sort", _sort, ["dimension", "num_keys"])


def _triangular_solve(a, b, left_side, lower, transpose_a, unit_diagonal):
    if not left_side or rank_of(a) != 2:
        raise NotImplementedError
    return solve_triangular(a, b, trans=1 if transpose_a else 0, lower=lower, unit_diagonal=unit_diagonal)


_add("triangular_solve", _triangular_solve, ["left_side", "lower", "transpose_a", "unit_diagonal"])


def _split(x, sizes, axis):
    ends = np.cumsum(sizes)[:-1]
    return np.split(x, [int(end) for end in ends], axis=axis)


_add("split", _split, ["sizes", "axis"])
