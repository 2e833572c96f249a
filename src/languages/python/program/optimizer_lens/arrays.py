"""Traced arrays: numpy's arrays as values, with views, indexing and item assignment done as numpy does them."""

import operator

import numpy as np

from . import moves
from .nesting import as_array, fixed_key
from .operators import BINARY_OPERATORS, binary
from .traced import Traced, apply, node_of, recording_of, use_class, value_of, wrap

_OPERANDS = (Traced, int, float, np.ndarray, np.generic, list, tuple)


class TracedArray(Traced):
    """A traced array or numpy number.

    A view knows the array it looks into (``root``) and how (``moves``, functions of an array applied in turn). A write
    through a view goes to its root; a view whose root has been written since makes its node anew. The value of a view
    is numpy's own view of the root's value.
    """

    __slots__ = ("root", "moves", "seen", "writes")

    def __init__(self, recording, node, value):
        Traced.__init__(self, recording, node, value)
        self.root = self
        self.moves = ()
        self.seen = self.writes = 0

    @staticmethod
    def operand(x):
        """x as an operand beside a traced array, None if it is none."""
        return as_array(x) if isinstance(x, _OPERANDS) else None

    def current_node(self):
        root = self.root
        if root.writes != self.seen:
            self.seen = root.writes
            node = root._node
            for step in self.moves if node is not None else ():
                node = moves.move(self.recording, node, step)
            self._node = node
        return self._node

    def moved(self, function):
        """``function(self)`` for a function that moves elements; a view where numpy gives a view."""
        value = function(self.value)
        node = self.current_node()
        is_view = isinstance(value, np.ndarray) and np.may_share_memory(value, self.value)
        if node is None and not is_view:
            return value
        if node is not None:
            node = moves.move(self.recording, node, function)
        result = TracedArray(self.recording, node, value)
        if is_view:
            result.root = self.root
            result.moves = self.moves + (function,)
            result.seen = self.root.writes
        return result

    def __getitem__(self, key):
        if type(key) is int and type(self.value) is np.ndarray and self.value.ndim == 1:
            return self._number_at(key)
        key = fixed_key(key)
        if isinstance(self.value, np.ndarray):
            return self.moved(operator.itemgetter(key))
        return self.moved(lambda a, key=key: np.asarray(a)[key])

    def _number_at(self, place):
        """An element of a vector, the way most code reads its parameters."""
        value = self.value[place]
        node = self.current_node()
        if node is None:
            return value
        node = self.recording.take_strided(node, (), place % len(self.value), ())
        return TracedArray(self.recording, node, value)

    def __setitem__(self, key, new):
        if not isinstance(self.value, np.ndarray):
            raise TypeError("'numpy.float64' object does not support item assignment")
        self.write(fixed_key(key), new)

    def write(self, key, new):
        """Writes into the elements at a key, here and in whatever shares them."""
        new = as_array(new)
        if recording_of((self, new)) is None:
            self.value[key] = value_of(new)
            return
        k, root = self.recording, self.root
        if self.value.dtype.kind in "biu" and not is_whole(new):
            new = np.trunc(new)
        source = node_of(k, new)
        target = node_of(k, root)

        self.value[key] = value_of(new)
        root._node = moves.assign(k, target, source, root.value, self.moves, key)
        root.writes += 1
        if root is self:
            self.seen = root.writes

    def __len__(self):
        return len(self.value)

    def __iter__(self):
        if np.ndim(self.value) == 0:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(len(self.value)))

    def __contains__(self, x):
        return bool(np.any(self == x))

    def __matmul__(self, other):
        return np.matmul(self, other) if isinstance(other, _OPERANDS) else NotImplemented

    def __rmatmul__(self, other):
        return np.matmul(other, self) if isinstance(other, _OPERANDS) else NotImplemented

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def copy(self, order="C"):
        """An array of its own with the same elements; a number stays the number it is."""
        value = np.array(self.value, order=order) if isinstance(self.value, np.ndarray) else self.value
        return TracedArray(self.recording, self.current_node(), value)

    @property
    def __array__(self):
        if self.current_node() is not None:
            raise AttributeError("__array__")
        return lambda dtype=None, copy=None: np.array(self.value, dtype=dtype)

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        from .ufuncs import call_ufunc

        return call_ufunc(ufunc, method, inputs, options)

    def __array_function__(self, function, types, arguments, options):
        from .rules import call_rule

        return call_rule(function, arguments, options)

    def __getattr__(self, name):
        from .methods import array_attribute

        return array_attribute(self, name)


use_class(TracedArray)


def is_whole(x):
    """Whether x holds integers or truth values."""
    return np.asarray(value_of(x)).dtype.kind in "biu"


def owned(recording, value):
    """A new constant array that may be written with traced values later."""
    return TracedArray(recording, None, value)


def to_objects(x):
    """A traced array as numpy's array of objects, its elements traced numbers: the slower way for what has no rule."""
    if not isinstance(x, TracedArray):
        return x
    if np.ndim(x.value) == 0:
        return x
    result = np.empty(x.value.shape, dtype=object)
    for index in np.ndindex(x.value.shape):
        result[index] = x[index]
    return result


def _in_place(name, compute):
    def method(self, other):
        if not isinstance(self.value, np.ndarray):
            return binary(name, compute, self, other)
        if not isinstance(other, _OPERANDS):
            return NotImplemented
        result = apply(name, compute, self, as_array(other))
        if np.shape(value_of(result)) != self.value.shape:
            raise ValueError("non-broadcastable output operand with shape %s" % (self.value.shape,))
        self.write(Ellipsis, result)
        return self

    return method


for _method, (_name, _compute) in BINARY_OPERATORS.items():
    setattr(TracedArray, "__i%s__" % _method, _in_place(_name, _compute))


def traced_input(recording, value, first):
    """The parameters ``first …`` as an array (or a number) of this value."""
    array = np.array(value, dtype=float) if np.ndim(value) else value
    return wrap(recording, recording.input(first, np.shape(array)), array)
