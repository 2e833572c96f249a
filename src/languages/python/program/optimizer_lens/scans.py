"""Cumulative sums, products and extremes: by doubling, so that n elements take ln n steps over whole arrays."""

import numpy as np

from . import moves
from .rules import array, rule
from .traced import FORMULAS, node_of, recording_of, wrap, value_of

_NEUTRAL = {"add": 0.0, "multiply": 1.0, "maximum": -np.inf, "minimum": np.inf}


def scan(ufunc, a, axis):
    """``ufunc.accumulate`` along an axis."""
    value = ufunc.accumulate(value_of(a), axis=axis)
    k = recording_of((a,))
    if k is None:
        return value
    axis = axis % value.ndim
    node = node_of(k, a)
    length = value.shape[axis]
    filler = k.number(_NEUTRAL[ufunc.__name__])
    step = 1
    while step < length:
        shifted = moves.pick(k, (filler, node), lambda empty, places, n=step: _shift(places, n, axis))
        node = FORMULAS[ufunc.__name__](k, shifted, node)
        step *= 2
    return wrap(k, node, value)


def _shift(places, step, axis):
    """Positions ``step`` further on along an axis, 0 (the filler) where there are none."""
    result = np.zeros_like(places)
    along = [slice(None)] * places.ndim
    source = list(along)
    along[axis], source[axis] = slice(step, None), slice(None, -step)
    result[tuple(along)] = places[tuple(source)]
    return result


def _cumulative(ufunc):
    def implementation(a, axis=None, dtype=None, out=None):
        a = array(a)
        if axis is None or np.ndim(value_of(a)) == 0:
            a, axis = a.reshape(-1), 0
        return scan(ufunc, a, axis)

    return implementation


def _ignoring_nan(function, filler):
    return lambda a, axis=None, dtype=None, out=None: function(np.where(np.isnan(array(a)), filler, array(a)), axis)


rule("nancumsum")(_ignoring_nan(np.cumsum, 0.0))
rule("nancumprod")(_ignoring_nan(np.cumprod, 1.0))
rule("cumsum")(_cumulative(np.add))
rule("cumprod", "cumproduct")(_cumulative(np.multiply))
