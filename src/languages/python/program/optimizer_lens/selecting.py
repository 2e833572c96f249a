"""Choosing among elements and writing into chosen ones: where, select, nonzero, put …"""

import numpy as np

from . import moves
from .arrays import TracedArray, owned
from .nesting import as_array, fixed_key
from .escape import Escape
from .rules import array, rank_of, rule, shape_of
from .traced import apply, fixed, is_boolean, is_traced, value_of


@rule("where")
def _where(condition, a=None, b=None):
    if a is None:
        return np.nonzero(condition)
    return apply("where", np.where, array(condition), array(a), array(b))


@rule("select")
def _select(conditions, choices, default=0):
    result = array(default)
    for condition, choice in zip(reversed(list(conditions)), reversed(list(choices))):
        result = np.where(condition, choice, result)
    return result


@rule("piecewise")
def _piecewise(x, conditions, functions, *arguments, **options):
    x = array(x)
    conditions = list(conditions) if isinstance(conditions, (list, tuple)) else [conditions]
    results = [f(x, *arguments, **options) if callable(f) else f for f in functions]
    result = results[len(conditions)] if len(results) > len(conditions) else 0.0
    for condition, one in zip(conditions, results):
        result = np.where(condition, one, result)
    return result


@rule("clip")
def _clip(a, a_min=None, a_max=None, out=None, **options):
    low, high = options.get("min", a_min), options.get("max", a_max)
    result = array(a)
    result = result if low is None else np.maximum(result, low)
    result = result if high is None else np.minimum(result, high)
    if out is not None:
        out[...] = result
        return out
    return result


@rule("choose")
def _choose(index, choices, out=None, mode="raise"):
    index = value_of(fixed_key(index))
    shape = np.broadcast_shapes(np.shape(index), *[shape_of(array(x)) for x in choices])
    stacked = np.stack([np.broadcast_to(x, shape) for x in choices])
    return np.take_along_axis(stacked, np.broadcast_to(index, shape)[None], 0)[0]


@rule("nan_to_num")
def _nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    x = array(x)
    largest = np.finfo(float).max
    result = np.where(np.isnan(x), nan, x)
    result = np.where(result == np.inf, largest if posinf is None else posinf, result)
    return np.where(result == -np.inf, -largest if neginf is None else neginf, result)


@rule("isclose")
def _isclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    a, b = array(a), array(b)
    near = np.abs(a - b) <= atol + rtol * np.abs(b)
    near = np.where(np.isfinite(a) & np.isfinite(b), near, a == b)
    return near | (np.isnan(a) & np.isnan(b)) if equal_nan else near


@rule("allclose")
def _allclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    return bool(np.all(_isclose(a, b, rtol, atol, equal_nan)))


@rule("array_equal", "array_equiv")
def _array_equal(a, b, equal_nan=False):
    a, b = array(a), array(b)
    return shape_of(a) == shape_of(b) and bool(np.all(a == b))


@rule("nonzero")
def _nonzero(a):
    return np.nonzero(fixed_truth(array(a)))


def fixed_truth(a):
    """Which elements are not 0, guarded."""
    return fixed(a if is_boolean(value_of(a)) else a != 0) if is_traced(a) else value_of(a)


rule("flatnonzero")(lambda a: np.flatnonzero(fixed_truth(array(a))))
rule("argwhere")(lambda a: np.argwhere(fixed_truth(array(a))))


@rule("fill_diagonal")
def _fill_diagonal(a, new, wrap=False):
    rows, columns = shape_of(a)
    diagonal = np.arange(min(rows, columns))
    a[diagonal, diagonal] = new


@rule("bincount")
def _bincount(x, weights=None, minlength=0):
    """Sums of the weights of equal indices."""
    places = value_of(fixed_key(x))
    weights = array(weights)
    counts = owned(weights.recording, np.zeros(max(minlength, int(np.max(places, initial=-1)) + 1)))
    np.add.at(counts, places, weights)
    return counts


@rule("put")
def _put(a, index, new, mode="raise"):
    index = np.unravel_index(np.ravel(index), shape_of(a))
    a[index] = np.resize(array(new), index[0].shape)


@rule("putmask", "place")
def _putmask(a, mask, new):
    mask = value_of(fixed_key(mask))
    a[mask] = np.resize(array(new), shape_of(a))[mask] if rank_of(array(new)) else new


@rule("put_along_axis")
def _put_along_axis(a, index, new, axis):
    places = moves.positions_of(shape_of(a))
    rows = np.take_along_axis(places, index, axis)
    a[np.unravel_index(rows, shape_of(a))] = new


@rule("copyto")
def _copyto(target, source, casting="same_kind", where=True):
    if not isinstance(target, TracedArray):
        raise Escape("numpy.copyto writes traced values into an untraced array")
    target[...] = source if where is True else np.where(where, as_array(source), target)
