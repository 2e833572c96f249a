"""Sums, means, spreads, extremes over axes."""

import numpy as np

from .rules import array, is_constant, rule, shape_of
from .traced import is_boolean, node_of, recording_of, truth_node, value_of, wrap

_NO_VALUE = getattr(np, "_NoValue")


def axes_of(axis, rank):
    """The axes meant, counted from the front."""
    if axis is None or rank == 0:
        return tuple(range(rank))
    axes = axis if isinstance(axis, tuple) else (axis,)
    return tuple(sorted(int(one) % rank for one in axes))


def reduce(op, a, axis, keepdims, value, truths=False):
    """A reduction of the program format, its axes kept with length 1 if asked."""
    k = recording_of((a,))
    if k is None:
        return value
    rank = len(shape_of(a))
    axes = axes_of(axis, rank)
    node = k.reduce(op, truth_node(k, a) if truths else node_of(k, a), axes)
    if keepdims:
        kept = iter(range(rank - len(axes)))
        node = k.dims(node, [-1 if axis in axes else next(kept) for axis in range(rank)])
    return wrap(k, node, value)


def _flag(keepdims):
    return keepdims is not _NO_VALUE and bool(keepdims)


def _reduction(op, function, neutral, truths=False):
    def implementation(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
        a = array(a)
        if where is not _NO_VALUE and where is not True:
            a = np.where(where, a, neutral)
        value = function(value_of(a), axis=axis, keepdims=_flag(keepdims))
        result = reduce(op, a, axis, _flag(keepdims), value, truths)
        result = result if initial is _NO_VALUE or initial is None else _COMBINE[op](result, initial)
        if out is not None:
            out[...] = result
            return out
        return result

    return implementation


_COMBINE = {"sum": np.add, "prod": np.multiply, "greatest": np.maximum, "least": np.minimum}

total = rule("sum")(_reduction("sum", np.sum, 0))
rule("prod", "product")(_reduction("prod", np.prod, 1))
largest = _reduction("greatest", np.max, -np.inf)
smallest = _reduction("least", np.min, np.inf)


@rule("max", "amax")
def _max(a, axis=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    return largest(a, axis, None, out, keepdims, initial, where)


@rule("min", "amin")
def _min(a, axis=None, out=None, keepdims=_NO_VALUE, initial=_NO_VALUE, where=_NO_VALUE):
    return smallest(a, axis, None, out, keepdims, initial, where)


@rule("all", "alltrue")
def _all(a, axis=None, out=None, keepdims=_NO_VALUE, **options):
    a = array(a)
    value = np.all(value_of(a), axis=axis, keepdims=_flag(keepdims))
    return value if np.size(value_of(a)) == 0 else reduce("least", a, axis, _flag(keepdims), value, truths=True)


@rule("any", "sometrue")
def _any(a, axis=None, out=None, keepdims=_NO_VALUE, **options):
    a = array(a)
    value = np.any(value_of(a), axis=axis, keepdims=_flag(keepdims))
    return value if np.size(value_of(a)) == 0 else reduce("greatest", a, axis, _flag(keepdims), value, truths=True)


def count_over(a, axis):
    """How many elements each result of a reduction is made of."""
    shape = shape_of(a)
    return int(np.prod([shape[k] for k in axes_of(axis, len(shape))], dtype=int))


@rule("mean")
def _mean(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, where=_NO_VALUE):
    a = array(a)
    if where is not _NO_VALUE and where is not True:
        return total(a, axis, None, out, keepdims, 0, where) / total(where, axis, None, None, keepdims)
    return total(a, axis, None, out, keepdims) / count_over(a, axis)


@rule("var")
def _var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, **options):
    a = array(a)
    deviation = a - total(a, axis, keepdims=True) / count_over(a, axis)
    return total(deviation * deviation, axis, keepdims=keepdims) / (count_over(a, axis) - ddof)


@rule("std")
def _std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, **options):
    return np.sqrt(_var(a, axis, None, None, ddof, keepdims))


@rule("ptp")
def _ptp(a, axis=None, out=None, keepdims=_NO_VALUE):
    return largest(a, axis, keepdims=keepdims) - smallest(a, axis, keepdims=keepdims)


@rule("average")
def _average(a, axis=None, weights=None, returned=False, keepdims=_NO_VALUE):
    a = array(a)
    if weights is None:
        result, weight = _mean(a, axis, keepdims=keepdims), count_over(a, axis)
    else:
        weights = array(weights)
        if shape_of(weights) != shape_of(a):
            weights = np.reshape(weights, [-1 if k == axis % len(shape_of(a)) else 1 for k in range(len(shape_of(a)))])
        weights = weights + 0 * a if is_constant(a) else np.broadcast_to(weights, shape_of(a))
        weight = total(weights, axis, keepdims=keepdims)
        result = total(a * weights, axis, keepdims=keepdims) / weight
    return (result, weight) if returned else result


def _ignoring_nan(function, filler):
    def implementation(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, **options):
        a = array(a)
        return function(np.where(np.isnan(a), filler, a), axis, keepdims=keepdims)

    return implementation


_nansum = rule("nansum")(_ignoring_nan(total, 0.0))
rule("nanprod")(_ignoring_nan(np.prod, 1.0))
rule("nanmax")(_ignoring_nan(largest, -np.inf))
rule("nanmin")(_ignoring_nan(smallest, np.inf))


@rule("nanmean")
def _nanmean(a, axis=None, dtype=None, out=None, keepdims=_NO_VALUE, **options):
    a = array(a)
    return _nansum(a, axis, keepdims=keepdims) / total(~np.isnan(a), axis, keepdims=keepdims)


@rule("nanvar")
def _nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, **options):
    a = array(a)
    deviation = a - _nanmean(a, axis, keepdims=True)
    count = total(~np.isnan(a), axis, keepdims=keepdims)
    return _nansum(deviation * deviation, axis, keepdims=keepdims) / (count - ddof)


@rule("nanstd")
def _nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=_NO_VALUE, **options):
    return np.sqrt(_nanvar(a, axis, None, None, ddof, keepdims))


@rule("count_nonzero")
def _count_nonzero(a, axis=None, keepdims=False):
    a = array(a)
    return total(a if is_boolean(value_of(a)) else a != 0, axis, keepdims=keepdims)
