"""Sorting, extremes' places, searching, quantiles. What an order decides is guarded."""

import numpy as np

from .escape import Escape
from .rules import array, rank_of, rule, shape_of
from .traced import is_traced, value_of


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
