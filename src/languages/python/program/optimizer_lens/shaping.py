"""Functions that move elements: reshape, transpose, concatenate, stack, repeat, pad …"""

import numpy as np

from . import moves
from .arrays import TracedArray, owned
from .nesting import as_array, contains_traced
from .joining import pick
from .rules import array, by_elements, fixed_arguments, resolve, rule, shape_of
from .traced import Traced, node_of, recording_of, value_of, wrap


def _moving(function):
    """One array is moved; the other arguments say how."""

    def implementation(a, *arguments, **options):
        a = array(a)
        arguments = fixed_arguments(arguments)
        options = {name: fixed_arguments([x])[0] for name, x in options.items()}
        if not isinstance(a, TracedArray):
            return function(value_of(a), *arguments, **options)
        return a.moved(lambda m: function(m, *arguments, **options))

    return implementation


_MOVING = """reshape ravel transpose swapaxes moveaxis rollaxis squeeze expand_dims flip fliplr flipud rot90 roll repeat
tile diagonal take take_along_axis compress delete resize broadcast_to permute_dims matrix_transpose
lib.stride_tricks.sliding_window_view"""

for _path in _MOVING.split():
    _function = resolve(_path)
    if _function is not None:
        rule(_path)(_moving(_function))


@rule("extract")
def _extract(condition, a):
    return np.compress(np.ravel(value_of(fixed_arguments([condition])[0])), np.ravel(array(a)))


def _several(function):
    """The results are several moved arrays, views where numpy's are."""

    def implementation(a, *arguments, **options):
        a = array(a)
        arguments = fixed_arguments(arguments)
        count = len(function(value_of(a), *arguments, **options))
        return [a.moved(lambda m, k=k: function(m, *arguments, **options)[k]) for k in range(count)]

    return implementation


for _path in ("split", "array_split", "hsplit", "vsplit", "dsplit"):
    rule(_path)(_several(resolve(_path)))


def with_zero(function, a):
    """``function(a)`` for one that moves elements and fills up with zeros."""
    a = array(a)
    value = function(value_of(a))
    k = recording_of((a,))
    if k is None:
        return value
    nodes = (k.number(0), node_of(k, a))
    return wrap(k, moves.pick(k, nodes, lambda zero, places: function(places)), value)


@rule("diag")
def _diag(a, k=0):
    a = array(a)
    if len(shape_of(a)) == 2 and isinstance(a, TracedArray):
        return a.moved(lambda m: np.diag(m, k))
    return with_zero(lambda m: np.diag(m, k), a)


@rule("diagflat")
def _diagflat(a, k=0):
    return with_zero(lambda m: np.diagflat(m, k), a)


@rule("tril")
def _tril(a, k=0):
    return with_zero(lambda m: np.tril(m, k), a)


@rule("triu")
def _triu(a, k=0):
    return with_zero(lambda m: np.triu(m, k), a)


@rule("pad")
def _pad(a, width, mode="constant", **options):
    a = array(a)
    if mode == "constant":
        filler = array(options.get("constant_values", 0))
        if len(shape_of(filler)) > 0 and shape_of(filler) != (1,):
            return by_elements(np.pad, (a, width, mode), options)
        return _padded(a, width, np.ravel(filler)[0])
    if mode in ("edge", "reflect", "symmetric", "wrap"):
        return a.moved(lambda m: np.pad(m, width, mode, **options))
    return by_elements(np.pad, (a, width, mode), options)


def _padded(a, width, filler):
    return pick(lambda first, m: np.pad(m, width, constant_values=first[()]), [filler, a])


@rule("broadcast_arrays")
def _broadcast_arrays(*arrays, **options):
    shape = np.broadcast_shapes(*[shape_of(x) for x in arrays])
    return [np.broadcast_to(x, shape) for x in arrays]


@rule("meshgrid")
def _meshgrid(*arrays, **options):
    places = np.meshgrid(*[np.arange(np.size(value_of(x))) for x in arrays], **options)
    return [np.ravel(array(x))[place] for x, place in zip(arrays, places)]


def _at_least(function):
    def implementation(*arrays):
        results = [array(x) for x in arrays]
        results = [x.moved(function) if isinstance(x, TracedArray) else function(x) for x in results]
        return results[0] if len(results) == 1 else results

    return implementation


for _path in ("atleast_1d", "atleast_2d", "atleast_3d"):
    rule(_path)(_at_least(resolve(_path)))


def _like(function):
    def implementation(a, *arguments, **options):
        options.pop("subok", None)
        value = function(value_of(a), *[value_of(x) for x in arguments], **options)
        k = a.recording if isinstance(a, Traced) else None
        return value if k is None or value.dtype.kind != "f" else owned(k, value)

    return implementation


for _path in ("zeros_like", "ones_like", "empty_like"):
    rule(_path)(_like(resolve(_path)))


@rule("full_like")
def _full_like(a, filler, dtype=None, order="K", subok=True, shape=None):
    result = np.broadcast_to(filler, shape_of(a) if shape is None else shape)
    return result.copy()


@rule("copy")
def _copy(a, order="K", subok=False):
    return as_array(a, copy=True)


@rule("shape")
def _shape(a):
    return shape_of(array(a))


@rule("ndim")
def _ndim(a):
    return len(shape_of(array(a)))


@rule("size")
def _size(a, axis=None):
    return np.size(value_of(array(a)), axis)


def _by_value(function):
    """Functions that ask about an array without computing with it."""

    def implementation(*arguments, **options):
        return function(*[value_of(array(x)) if contains_traced(x) else x for x in arguments], **options)

    return implementation


_ASKING = """iscomplexobj isrealobj isfortran result_type can_cast common_type min_scalar_type may_share_memory
shares_memory array_repr array_str array2string isscalar"""

for _path in _ASKING.split():
    if resolve(_path) is not None:
        rule(_path)(_by_value(resolve(_path)))
