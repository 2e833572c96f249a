"""A computation as plain data: nodes over arrays, constants in a blob, guards.

A node comes after its operands and has a shape, row-major, ``()`` for a number. Its kinds are the methods of
`Recording`; their fields travel as JSON, doubles and tables of int32 in the blob, little-endian, at multiples of 8.
"""

import struct

from .escape import user_place

_DOUBLE = struct.Struct("<d")


def broadcast_shapes(*shapes):
    """The shape of operands broadcast against each other; raises ``ValueError`` where they do not fit."""
    result = []
    for k in range(max(map(len, shapes), default=0)):
        length = 1
        for shape in shapes:
            if k < len(shape) and shape[-1 - k] != 1:
                if length not in (1, shape[-1 - k]):
                    raise ValueError("operands could not be broadcast together with shapes %s" % (shapes,))
                length = shape[-1 - k]
        result.append(length)
    return tuple(reversed(result))


def size_of(shape):
    """How many elements an array of this shape has."""
    size = 1
    for length in shape:
        size *= length
    return size


class Recording:
    """Nodes as they are made; equal nodes are made once."""

    def __init__(self, dimension):
        self.dimension = dimension
        self.nodes = []
        self.shapes = []
        self.blob = bytearray()
        self.guards = []
        self.places = {}
        self._known = {}
        self._constants = {}
        self._guarded = {}

    def _add(self, key, shape, fields):
        known = self._known.get(key)
        if known is not None:
            return known
        node = len(self.nodes)
        fields["shape"] = list(shape)
        self.nodes.append(fields)
        self.shapes.append(shape)
        self._known[key] = node
        return node

    def input(self, first, shape):
        """The parameters ``first …`` of the flat θ as an array."""
        return self._add(("input", first, shape), shape, {"op": "input", "first": first})

    def number(self, value):
        """A constant number; NaN, ±∞ and −0 keep their bits."""
        data = _DOUBLE.pack(value)
        return self._constant(data, ())

    def number_of(self, node):
        """The value of a constant number, else None."""
        fields = self.nodes[node]
        if fields["op"] != "const" or self.shapes[node] != ():
            return None
        return _DOUBLE.unpack_from(self.blob, fields["at"])[0]

    def constant(self, value):
        """A constant from a number or a real numpy array, copied as it is now."""
        if not hasattr(value, "shape") or value.shape == ():
            return self.number(float(value))
        if value.dtype.kind not in "biuf":
            raise TypeError("cannot trace an array of dtype %s" % value.dtype)
        doubles = value.astype("<f8", order="C", copy=False)
        if value.size <= 64:
            return self._constant(doubles.tobytes(), value.shape)
        return self._large_constant(value, doubles)

    def _constant(self, data, shape):
        key = ("const", data, shape)
        known = self._known.get(key)
        if known is not None:
            return known
        return self._add(key, shape, {"op": "const", "at": self.append(data)})

    def _large_constant(self, value, doubles):
        """Data met again at the same place in memory with the same content is the same node."""
        place = (value.__array_interface__["data"][0], value.shape, value.strides, value.dtype.str)
        known = self._constants.get(place)
        data = doubles.tobytes()
        if known is not None and known[1] == data:
            return known[0]
        node = self._constant(data, value.shape)
        self._constants[place] = (node, data)
        return node

    def append(self, data):
        """Puts bytes into the blob and gives their offset, a multiple of 8."""
        offset = len(self.blob)
        self.blob += data
        self.blob += bytes(-len(self.blob) % 8)
        return offset

    def map(self, name, *of):
        """An elementwise operation with numpy's broadcasting."""
        shape = broadcast_shapes(*(self.shapes[k] for k in of))
        return self._add(("map", name, of), shape, {"op": "map", "name": name, "of": list(of)})

    def dims(self, a, axes):
        """Axes permuted, inserted (−1) and dropped."""
        source = self.shapes[a]
        axes = tuple(axes)
        if axes == tuple(range(len(source))):
            return a
        shape = tuple(1 if axis < 0 else source[axis] for axis in axes)
        return self._add(("dims", a, axes), shape, {"op": "dims", "of": [a], "axes": list(axes)})

    def take_strided(self, a, shape, start, strides):
        """Elements ``start + Σ i·stride`` of the row-major operand."""
        key = ("strides", a, shape, start, strides)
        return self._add(key, shape, {"op": "take", "of": [a], "start": start, "strides": list(strides)})

    def take(self, a, shape, positions):
        """Elements by a table of flat positions, the bytes of int32."""
        return self._table("take", (a,), shape, positions)

    def pick(self, of, shape, positions):
        """Elements by a table of positions in the operands' concatenated flat values."""
        return self._table("pick", tuple(of), shape, positions)

    def _table(self, op, of, shape, positions):
        key = (op, of, shape, positions)
        known = self._known.get(key)
        if known is not None:
            return known
        table = ("table", positions)
        at = self._known.get(table)
        if at is None:
            at = self._known[table] = self.append(positions)
        return self._add(key, shape, {"op": op, "of": list(of), "at": at})

    def matmul(self, a, b):
        """Products of matrices, batch axes broadcast."""
        first, second = self.shapes[a], self.shapes[b]
        shape = broadcast_shapes(first[:-2], second[:-2]) + (first[-2], second[-1])
        return self._add(("matmul", a, b), shape, {"op": "matmul", "of": [a, b]})

    def reduce(self, op, a, axes):
        """``sum``, ``prod``, ``least`` or ``greatest`` over axes, which are dropped."""
        axes = tuple(sorted(axes))
        source = self.shapes[a]
        if not axes:
            return a
        if all(source[axis] == 1 for axis in axes):
            return self.dims(a, [axis for axis in range(len(source)) if axis not in axes])
        shape = tuple(length for axis, length in enumerate(source) if axis not in axes)
        return self._add((op, a, axes), shape, {"op": op, "of": [a], "axes": list(axes)})

    def guard(self, node, expected):
        """The program holds only where all elements of the node have this truth value."""
        if self._guarded.get(node) == expected:
            return
        self._guarded[node] = expected
        self.guards.append([node, 1 if expected else 0])
        place = user_place()
        if place is not None:
            self.places[node] = list(place)

    def head(self, output):
        """The JSON head of the message; the blob is ``self.blob``."""
        return {
            "dimension": self.dimension,
            "nodes": self.nodes,
            "output": output,
            "guards": self.guards,
            "places": self.places,
        }
