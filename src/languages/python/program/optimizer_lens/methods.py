"""Attributes and methods of a traced array, as numpy's arrays and numbers have them.

Names of universal functions are methods, too: numpy asks the elements of an array of objects for them.
"""

import numpy as np

from .arrays import TracedArray
from .nesting import fixed_key
from .escape import Escape
from .formulas import FORMULAS
from .ordering import order_of
from .traced import value_of

_AS_FUNCTIONS = """reshape ravel transpose swapaxes squeeze repeat take diagonal trace dot sum prod mean std var max min
ptp argmin argmax argsort cumsum cumprod all any clip nonzero compress choose searchsorted put round
partition""".split()

_OF_THE_VALUE = "shape ndim size dtype itemsize nbytes strides flags".split()


def array_attribute(a, name):
    """What ``a.name`` is; raises AttributeError as numpy does."""
    if name in _OF_THE_VALUE:
        return getattr(np.asarray(a.value), name)
    found = _METHODS.get(name)
    if found is not None:
        return lambda *arguments, **options: found(a, *arguments, **options)
    found = _PROPERTIES.get(name)
    if found is not None:
        return found(a)
    if name in FORMULAS and isinstance(getattr(np, name, None), np.ufunc):
        return lambda: getattr(np, name)(a)
    if a.current_node() is None and not name.startswith("__"):
        return getattr(np.asarray(a.value), name)
    if name in ("tobytes", "tofile", "dump", "dumps", "data", "ctypes", "view", "byteswap"):
        raise Escape("the memory of a traced array was asked for by .%s" % name)
    raise AttributeError("%r object has no attribute %r" % (type(a.value).__name__, name))


def _reshape(a, *shape, order="C", **options):
    shape = shape[0] if len(shape) == 1 else shape
    return np.reshape(a, fixed_key(shape), order=order)


def _transpose(a, *axes):
    return np.transpose(a, *axes) if len(axes) <= 1 else np.transpose(a, axes)


def _flatten(a, order="C"):
    return np.ravel(a, order).copy()


def _item(a, *index):
    if index:
        return a[index[0] if len(index) == 1 and isinstance(index[0], tuple) else index]
    if np.size(a.value) != 1:
        raise ValueError("can only convert an array of size 1 to a Python scalar")
    return a if np.ndim(a.value) == 0 else a.reshape(())[()]


def _tolist(a):
    if a.current_node() is None:
        return a.value.tolist()
    return a if np.ndim(a.value) == 0 else [_tolist(one) for one in a]


def _astype(a, dtype, *arguments, **options):
    """Whole numbers are what truncation leaves, their derivative 0; float32 is computed in double precision."""
    kind = np.dtype(dtype).kind
    if kind == "b":
        return a != 0
    if kind in "iu":
        truncated = np.trunc(a) if np.asarray(a.value).dtype.kind == "f" else a * 1
        return TracedArray(a.recording, truncated.current_node(), np.asarray(value_of(truncated)).astype(dtype)[()])
    if kind == "f":
        return TracedArray(a.recording, a.current_node(), np.array(a.value, dtype=float)[()])
    raise Escape("a traced array cannot become %s" % np.dtype(dtype))


def _sort(a, axis=-1, kind=None, order=None):
    a[...] = np.take_along_axis(a, order_of(a, axis, kind), axis)


def _fill(a, x):
    """Fills an array; of a number numpy's method does nothing."""
    if isinstance(a.value, np.ndarray):
        a[...] = x


def _flat(a):
    return np.ravel(a)


def _setflags(a, *arguments, **options):
    return None


_METHODS = {
    "reshape": _reshape,
    "transpose": _transpose,
    "flatten": _flatten,
    "item": _item,
    "tolist": _tolist,
    "astype": _astype,
    "sort": _sort,
    "fill": _fill,
    "conj": lambda a: a,
    "view": lambda a, *kind: a[...] if not kind or kind[0] is np.ndarray else _no_view(),
    "setflags": _setflags,
}
for _name in _AS_FUNCTIONS:
    if _name not in _METHODS:
        _METHODS[_name] = lambda a, *arguments, _f=getattr(np, _name), **options: _f(a, *arguments, **options)

_PROPERTIES = {
    "T": lambda a: np.transpose(a),
    "real": lambda a: a,
    "imag": lambda a: a * 0.0,
    "flat": _flat,
    "base": lambda a: None if a.root is a else a.root,
}


def _no_view():
    raise Escape("a traced array was looked at as another type")
