"""Functions that only move elements: what numpy does to positions says where every element comes from."""

import numpy as np

from .escape import Escape
from .recording import size_of


def positions_of(shape, first=0):
    """The flat positions of an array's elements, in its shape."""
    return np.arange(first, first + size_of(shape)).reshape(shape)


def table(positions):
    """Positions as the bytes of a table."""
    return np.ascontiguousarray(positions, dtype="<i4").tobytes()


def move(k, node, function):
    """The node of ``function(array)`` for a function that moves the elements of one array (an index, a reshape …)."""
    shape = k.shapes[node]
    memory = np.empty(shape, np.int8)
    moved = function(memory)
    if moved.size == 0 or memory.size == 0:
        return k.take(node, tuple(moved.shape), b"")
    if isinstance(moved, np.generic):
        return k.take_strided(node, (), int(function(positions_of(shape))), ())
    if np.may_share_memory(moved, memory):
        start = moved.__array_interface__["data"][0] - memory.__array_interface__["data"][0]
        return strided(k, node, tuple(moved.shape), start, tuple(moved.strides))
    return k.take(node, tuple(moved.shape), table(function(positions_of(shape))))


def strided(k, node, shape, start, strides):
    """The node of an array seen through a start and strides, in elements."""
    axes = _permutation(k.shapes[node], shape, start, strides)
    if axes is not None:
        return k.dims(node, axes)
    strides = tuple(stride if length > 1 else 0 for stride, length in zip(strides, shape))
    return k.take_strided(node, shape, start, strides)


def _permutation(source, shape, start, strides):
    """The axes of the operand that the output's are, −1 for an inserted one; None if it is more than that."""
    if start != 0:
        return None
    own = {}
    stride = 1
    for axis in reversed(range(len(source))):
        if source[axis] > 1:
            own[(stride, source[axis])] = axis
        stride *= source[axis]
    if shape == source:
        identity = all(own.get((s, n), axis) == axis for axis, (s, n) in enumerate(zip(strides, shape)) if n > 1)
        if identity and all((s, n) in own for s, n in zip(strides, shape) if n > 1):
            return tuple(range(len(source)))
    axes = [own.get((s, n)) if n > 1 else -1 for s, n in zip(strides, shape)]
    if None in axes or len([axis for axis in axes if axis >= 0]) != len(own):
        return None
    return tuple(axes)


def assign(k, target, source, root, steps, key):
    """The node of an array after ``view[key] = source``, the view being ``steps`` applied to the array ``root``.

    Positions lie in memory as the array's elements do, so that the view is one of positions, too.
    """
    places = np.empty_like(root, dtype=np.int64)
    places[...] = positions_of(root.shape)
    view = places
    for step in steps:
        view = step(view)
    if view.size and not np.may_share_memory(view, places):
        raise Escape("a write through a view that cannot be followed")
    view[key] = positions_of(k.shapes[source], root.size)
    return k.pick((target, source), root.shape, table(places))


def pick(k, nodes, function):
    """The node of a function that moves elements of several arrays together (concatenate, an assigned item …).

    ``function`` is given the positions of each operand's elements.
    """
    parts = []
    first = 0
    for node in nodes:
        parts.append(positions_of(k.shapes[node], first))
        first += size_of(k.shapes[node])
    moved = np.asarray(function(*parts))
    return k.pick(nodes, tuple(moved.shape), table(moved))
