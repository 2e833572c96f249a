"""Lifted calls into numpy and scipy: creation of arrays, methods of real arrays, lists of traced numbers."""

import numpy as np

from .arrays import TracedArray, owned
from .nesting import as_array, contains_traced
from .escape import Escape
from .replacements import REPLACEMENTS
from .rules import RULES, call_rule, resolve
from .traced import Traced, value_of


def call_library(function, arguments, options):
    """Calls with lists of traced numbers turned into traced arrays."""
    owner = getattr(function, "__self__", None)
    if isinstance(owner, (np.ndarray, np.generic)):
        return _method(owner, function.__name__, arguments, options)
    arguments = [_converted(x) for x in arguments]
    options = {name: _converted(x) for name, x in options.items()}
    if function in RULES:
        return call_rule(function, arguments, options)
    return function(*arguments, **options)


def _converted(x):
    """A list of numbers as an array; a list of arrays stays what functions like concatenate take."""
    if isinstance(x, (list, tuple)) and contains_traced(x):
        if all(np.ndim(value_of(part)) == 0 for part in x if not isinstance(part, (list, tuple))):
            try:
                return as_array(x)
            except ValueError:
                return x
    return x


def _method(array, name, arguments, options):
    """A method of a real array given traced values: numpy's function of that name."""
    function = getattr(np, name, None)
    if name in ("fill", "put", "itemset", "partition", "sort") or function is None:
        raise Escape("a traced value was handed to .%s of an untraced array" % name)
    return call_library(function, (array,) + tuple(arguments), options)


def _array(x, dtype=None, copy=True, **options):
    if not contains_traced(x):
        return _new(np.array(value_of(x), dtype=dtype, **options))
    result = as_array(x, copy=bool(copy))
    minimum = options.get("ndmin", 0)
    if np.ndim(result.value) < minimum:
        result = np.reshape(result, (1,) * (minimum - np.ndim(result.value)) + np.shape(result.value))
    return result if dtype is None or dtype is object else result.astype(dtype)


def _asarray(x, dtype=None, **options):
    if not contains_traced(x):
        return np.asarray(x, dtype=dtype, **options)
    if isinstance(x, TracedArray) and isinstance(x.value, np.ndarray):
        return x if dtype is None else x.astype(dtype) if np.dtype(dtype) != x.value.dtype else x
    return _array(x, dtype)


def _new(value):
    """A new array of real numbers that traced ones may be written into."""
    from .tracing import ACTIVE

    if ACTIVE and isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return owned(ACTIVE[-1], value)
    return value


def _creation(function):
    def implementation(*arguments, **options):
        if contains_traced(arguments) or any(isinstance(x, Traced) for x in options.values()):
            return _filled(function, arguments, options)
        return _new(function(*arguments, **options))

    REPLACEMENTS[function] = implementation


def _filled(function, arguments, options):
    """``full(shape, traced)`` and creation whose shape is traced."""
    if function is np.full:
        shape, filler = arguments[0], arguments[1] if len(arguments) > 1 else options["fill_value"]
        return np.broadcast_to(as_array(filler), _fixed(shape)).copy()
    return _new(function(*[_fixed(x) for x in arguments], **options))


def _fixed(x):
    from .nesting import fixed_key

    return fixed_key(x)


for _path in ("zeros", "ones", "empty", "full", "eye", "identity", "zeros_like", "ones_like", "empty_like", "copy"):
    if resolve(_path) in RULES:
        _rule = RULES[resolve(_path)]
        REPLACEMENTS[resolve(_path)] = lambda x, *arguments, _f=resolve(_path), _r=_rule, **options: (
            _r(x, *arguments, **options) if isinstance(x, Traced) else _new(_f(x, *arguments, **options))
        )
    else:
        _creation(resolve(_path))

REPLACEMENTS[np.array] = _array
for _path in ("asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "asarray_chkfinite", "asfarray"):
    if resolve(_path) is not None:
        REPLACEMENTS[resolve(_path)] = _asarray


def _arange(*ends, dtype=None):
    if not any(isinstance(x, Traced) for x in ends):
        return np.arange(*ends, dtype=dtype)
    start, stop, step = (0.0, ends[0], 1.0) if len(ends) == 1 else (tuple(ends) + (1.0,))[:3]
    count = np.ceil((as_array(stop) - start) / step)
    return start + step * np.arange(int(count))


REPLACEMENTS[np.arange] = _arange
for _path in ("float64", "double", "float_"):
    _kind = resolve(_path)
    if _kind is not None:
        REPLACEMENTS[_kind] = lambda x=0.0, _k=_kind: as_array(x) if contains_traced(x) else _k(x)
