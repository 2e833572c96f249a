"""Choosing among elements: where, sorting, searching. What an order decides is guarded."""

import numpy as np

from . import moves
from .arrays import TracedArray, as_array, fixed_key
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


def order_of(a, axis=-1, kind=None):
    """The positions that sort an array along an axis, guarded: neighbours stay in their order."""
    order = np.argsort(value_of(a), axis=axis, kind=kind or "stable")
    _guard_order(np.take_along_axis(a, order, axis), axis)
    return order


def _guard_order(ordered, axis):
    if not is_traced(ordered) or shape_of(ordered)[axis] < 2:
        return
    along = [slice(None)] * rank_of(ordered)
    before, after = list(along), list(along)
    before[axis], after[axis] = slice(None, -1), slice(1, None)
    in_order = ordered[tuple(before)] <= ordered[tuple(after)]
    if not np.all(in_order.value):
        raise Escape("an array with NaN was sorted")
    ordered.recording.guard(in_order.current_node(), True)


@rule("argsort")
def _argsort(a, axis=-1, kind=None, order=None, **options):
    a = array(a)
    return order_of(np.ravel(a) if axis is None else a, -1 if axis is None else axis, kind)


@rule("sort", "msort")
def _sort(a, axis=-1, kind=None, order=None, **options):
    a = array(a)
    a, axis = (np.ravel(a), -1) if axis is None else (a, axis)
    return np.take_along_axis(a, order_of(a, axis, kind), axis)


rule("partition")(lambda a, kth, axis=-1, **options: _sort(a, axis))
rule("argpartition")(lambda a, kth, axis=-1, **options: _argsort(a, axis))


def _extreme(function, compare):
    """The index of an extreme, guarded: no element goes beyond the one there."""

    def implementation(a, axis=None, out=None, keepdims=False):
        a = array(a)
        index = function(value_of(a), axis=axis)
        axis = None if rank_of(a) == 0 else axis
        if is_traced(a):
            chosen = np.ravel(a)[index] if axis is None else np.take_along_axis(a, np.expand_dims(index, axis), axis)
            holds = compare(chosen, a)
            if not np.all(holds.value):
                raise Escape("an index was looked for among NaN")
            a.recording.guard(holds.current_node(), True)
        return np.expand_dims(index, axis) if keepdims and axis is not None else index

    return implementation


rule("argmax", "nanargmax")(_extreme(np.argmax, np.greater_equal))
rule("argmin", "nanargmin")(_extreme(np.argmin, np.less_equal))


@rule("searchsorted")
def _searchsorted(a, v, side="left", sorter=None):
    a, v = array(a), array(v)
    index = np.searchsorted(value_of(a), value_of(v), side, sorter)
    ordered = a if sorter is None else a[sorter]
    padded = np.concatenate([[-np.inf], ordered, [np.inf]])
    below, above = padded[index], padded[index + 1]
    holds = (below < v) & (v <= above) if side == "left" else (below <= v) & (v < above)
    if is_traced(holds):
        holds.recording.guard(holds.current_node(), True)
    return index


@rule("digitize")
def _digitize(x, bins, right=False):
    return _searchsorted(bins, x, "left" if right else "right")


@rule("unique")
def _unique(a, *arguments, **options):
    raise Escape("numpy.unique of traced values follows their equality, which has no derivative")


def quantile(a, q, axis=None, keepdims=False):
    """Linear interpolation between the sorted neighbours of position q·(n − 1)."""
    a = array(a)
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis % rank_of(a))
    rank = rank_of(a)
    ordered = np.sort(a, axis)
    position = np.asarray(q, float) * (shape_of(a)[axis] - 1)
    low = np.floor(position).astype(int)
    high = np.minimum(low + 1, shape_of(a)[axis] - 1)
    share = (position - low).reshape(position.shape + (1,) * (rank - 1))
    ordered = np.moveaxis(ordered, axis, 0)
    result = ordered[low] + (ordered[high] - ordered[low]) * share
    return np.expand_dims(result, axis + position.ndim) if keepdims else result


rule("quantile")(lambda a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **options:
                 quantile(a, q, axis, keepdims))
rule("percentile")(lambda a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **options:
                   quantile(a, np.true_divide(q, 100), axis, keepdims))


@rule("median")
def _median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    a = array(a)
    shape = shape_of(a)
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis % rank_of(a))
    count = shape_of(a)[axis]
    ordered = np.moveaxis(np.sort(a, axis), axis, 0)
    result = ordered[count // 2] if count % 2 else (ordered[count // 2 - 1] + ordered[count // 2]) / 2
    if not keepdims:
        return result
    return result.reshape([1] * len(shape)) if rank_of(result) == 0 else np.expand_dims(result, axis)


@rule("fill_diagonal")
def _fill_diagonal(a, new, wrap=False):
    rows, columns = shape_of(a)
    diagonal = np.arange(min(rows, columns))
    a[diagonal, diagonal] = new


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
