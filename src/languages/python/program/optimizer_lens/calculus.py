"""Differences, integrals over samples, interpolation, convolutions and other formulas over arrays."""

import numpy as np

from .rules import array, rank_of, rule, shape_of
from .traced import apply, value_of


@rule("diff")
def diff(a, n=1, axis=-1, prepend=None, append=None):
    """The n-th difference along an axis."""
    a = array(a)
    axis = axis % rank_of(a)
    ends = [x for x in (prepend, append) if x is not None and not isinstance(x, type(np._NoValue))]
    if ends:
        edge = shape_of(a)[:axis] + (1,) + shape_of(a)[axis + 1 :]
        before = [] if prepend is None or prepend is np._NoValue else [_spread(prepend, edge)]
        after = [] if append is None or append is np._NoValue else [_spread(append, edge)]
        a = np.concatenate(before + [a] + after, axis=axis)
    upper, lower = [slice(None)] * rank_of(a), [slice(None)] * rank_of(a)
    upper[axis], lower[axis] = slice(1, None), slice(None, -1)
    for _ in range(n):
        a = a[tuple(upper)] - a[tuple(lower)]
    return a


def _spread(x, shape):
    return np.broadcast_to(x, shape) if rank_of(array(x)) == 0 else array(x)


@rule("ediff1d")
def _ediff1d(a, to_end=None, to_begin=None):
    parts = [np.ravel(x) for x in (to_begin, diff(np.ravel(array(a))), to_end) if x is not None]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


@rule("gradient")
def _gradient(f, *spacing, axis=None, edge_order=1):
    f = array(f)
    axes = range(rank_of(f)) if axis is None else ((axis,) if np.ndim(axis) == 0 else axis)
    axes = [one % rank_of(f) for one in axes]
    steps = list(spacing) * (len(axes) if len(spacing) == 1 else 1) or [1.0] * len(axes)
    results = [_slope(f, step, one, edge_order) for step, one in zip(steps, axes)]
    return results[0] if len(results) == 1 else results


def _slope(f, step, axis, edge_order):
    f = np.moveaxis(f, axis, 0)
    if rank_of(array(step)) > 0:
        step = array(step)
        h = np.reshape(diff(step), (-1,) + (1,) * (rank_of(f) - 1))
    else:
        h = np.ones((shape_of(f)[0] - 1,) + (1,) * (rank_of(f) - 1)) * step
    before, after = h[:-1], h[1:]
    inside = -after / (before * (before + after)) * f[:-2] + (after - before) / (before * after) * f[1:-1]
    inside = inside + before / (after * (before + after)) * f[2:]
    if edge_order == 1:
        first, last = (f[1:2] - f[0:1]) / h[:1], (f[-1:] - f[-2:-1]) / h[-1:]
    else:
        first = _edge(f[0:1], f[1:2], f[2:3], h[0:1], h[1:2])
        last = -_edge(f[-1:], f[-2:-1], f[-3:-2], h[-1:], h[-2:-1])
    return np.moveaxis(np.concatenate([first, inside, last]), 0, axis)


def _edge(f0, f1, f2, h0, h1):
    return -(2 * h0 + h1) / (h0 * (h0 + h1)) * f0 + (h0 + h1) / (h0 * h1) * f1 - h0 / (h1 * (h0 + h1)) * f2


@rule("trapz", "trapezoid")
def _trapezoid(y, x=None, dx=1.0, axis=-1):
    y = np.moveaxis(array(y), axis, -1)
    if x is not None:
        x = array(x)
        dx = diff(x) if rank_of(x) == 1 else diff(np.moveaxis(x, axis, -1))
    return np.sum(dx * (y[..., 1:] + y[..., :-1]) / 2.0, axis=-1)


@rule("convolve")
def _convolve(a, v, mode="full"):
    """Σ aᵢ vₙ₋ᵢ as a matrix of shifted values times a vector."""
    a, v = np.ravel(array(a)), np.ravel(array(v))
    if np.size(value_of(v)) > np.size(value_of(a)):
        a, v = v, a
    count, width = np.size(value_of(a)), np.size(value_of(v))
    padded = np.concatenate([np.zeros(width - 1), a, np.zeros(width - 1)])
    places = np.arange(count + width - 1)[:, None] + np.arange(width - 1, -1, -1)[None, :]
    full = np.matmul(padded[places], v)
    if mode == "full":
        return full
    length = count if mode == "same" else count - width + 1
    first = (np.size(value_of(full)) - length) // 2 if mode == "same" else width - 1
    return full[first : first + length]


@rule("correlate")
def _correlate(a, v, mode="valid"):
    a, v = array(a), array(v)
    if np.size(value_of(v)) > np.size(value_of(a)):
        return _convolve(v[::-1], a, mode)[::-1]
    return _convolve(a, v[::-1], mode)


@rule("interp")
def _interp(x, xp, fp, left=None, right=None, period=None):
    x, xp, fp = array(x), array(xp), array(fp)
    place = np.searchsorted(xp, x, side="right")
    last = shape_of(xp)[0] - 1
    low = np.clip(place - 1, 0, max(last - 1, 0))
    high = np.minimum(low + 1, last)
    slope = (fp[high] - fp[low]) / (xp[high] - xp[low])
    inside = slope * (x - xp[low]) + fp[low]
    result = np.where(x > xp[-1], fp[-1] if right is None else right, inside)
    result = np.where(x == xp[-1], fp[-1], result)
    return np.where(x < xp[0], fp[0] if left is None else left, result)


@rule("linspace")
def _linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    start, stop = array(start), array(stop)
    steps = num - 1 if endpoint else num
    step = (stop - start) / steps
    count = np.arange(num).reshape((-1,) + (1,) * max(rank_of(start), rank_of(stop)))
    result = np.moveaxis(start + count * step, 0, axis)
    return (result, step) if retstep else result


@rule("logspace")
def _logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    return np.power(base, _linspace(start, stop, num, endpoint, axis=axis))


@rule("geomspace")
def _geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    return np.exp(_linspace(np.log(array(start)), np.log(array(stop)), num, endpoint, axis=axis))


@rule("around", "round", "round_")
def _round(a, decimals=0, out=None):
    a = array(a)
    if decimals == 0:
        return np.rint(a)
    scale = 10.0 ** abs(decimals)
    return np.rint(a * scale) / scale if decimals > 0 else np.rint(a / scale) * scale


rule("fix")(lambda a, out=None: np.trunc(array(a)))
rule("real", "real_if_close", "asarray_chkfinite")(lambda a, *arguments, **options: array(a))
rule("imag")(lambda a: array(a) * 0.0)
rule("isreal")(lambda a: np.isfinite(value_of(array(a)) * 0.0) | True)
rule("iscomplex")(lambda a: np.zeros(shape_of(array(a)), bool))
rule("angle")(lambda z, deg=False: np.where(array(z) < 0, 180.0 if deg else np.pi, 0.0))
rule("isposinf")(lambda a, out=None: array(a) == np.inf)
rule("isneginf")(lambda a, out=None: array(a) == -np.inf)


@rule("sinc")
def _sinc(x):
    x = array(x)
    scaled = np.pi * np.where(x == 0, 1.0, x)
    return np.where(x == 0, 1.0 + 0 * x, np.sin(scaled) / scaled)


@rule("cov")
def _cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, **options):
    m = np.atleast_2d(array(m))
    m = m if rowvar or shape_of(m)[0] == 1 else m.T
    if y is not None:
        other = np.atleast_2d(array(y))
        m = np.concatenate([m, other if rowvar or shape_of(other)[0] == 1 else other.T])
    freedom = (0 if bias else 1) if ddof is None else ddof
    deviation = m - np.mean(m, axis=1, keepdims=True)
    return np.squeeze(np.matmul(deviation, deviation.T) / (shape_of(m)[1] - freedom))


@rule("corrcoef")
def _corrcoef(x, y=None, rowvar=True, **options):
    covariance = _cov(x, y, rowvar)
    if rank_of(covariance) == 0:
        return covariance / covariance
    spread = np.sqrt(np.diagonal(covariance))
    return covariance / spread[:, None] / spread[None, :]


@rule("unwrap")
def _unwrap(p, discont=None, axis=-1, period=2 * np.pi):
    """Whole turns are added where a step is longer than half a turn."""
    p = array(p)
    step = diff(p, axis=axis)
    turns = np.cumsum(apply("rint", np.rint, -step / period), axis=axis) * period
    zero = np.zeros_like(np.take(value_of(p), [0], axis=axis))
    return p + np.concatenate([zero, turns], axis=axis)
