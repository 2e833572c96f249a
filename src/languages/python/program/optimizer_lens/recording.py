"""A computation as plain data: nodes over arrays, constants in a blob, guards.

A node comes after its operands and has a shape, row-major, ``()`` for a number. Its kinds are the methods of
`Recording`; their fields travel as JSON, doubles and tables of int32 in the blob, little-endian, at multiples of 8.
"""

import struct

from .escape import Escape, user_place

MOST_NODES = 1_000_000

SMALL = 64
"""Up to so many elements a constant is compared by its content alone."""

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
    """Nodes as they are made; equal nodes are made once. A node is kept as its key: its kind, then what makes it up.

    ``separates``: constants are made anew at each use, so that the same nodes come out whichever of them happen to be
    equal.
    """

    def __init__(self, dimension, separates=False):
        self.dimension = dimension
        self._separates = separates
        self.nodes = []
        self.shapes = []
        self.blob = bytearray()
        self.guards = []
        self.places = {}
        self._known = {}
        self._offsets = {}
        self._seen = {}
        self._guarded = {}

    def _add(self, key, shape):
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = self._new(key, shape)
        return node

    def _new(self, key, shape):
        node = len(self.nodes)
        if node >= MOST_NODES:
            raise Escape("it takes more than %d operations on single numbers; arrays would take few" % MOST_NODES)
        self.nodes.append(key)
        self.shapes.append(shape)
        return node

    def _data(self, data, shape):
        key = ("const", data, shape)
        return self._new(key, shape) if self._separates else self._add(key, shape)

    def input(self, first, shape):
        """The parameters ``first …`` of the flat θ as an array."""
        return self._add(("input", first, shape), shape)

    def number(self, value):
        """A constant number; NaN, ±∞ and −0 keep their bits."""
        return self._data(_DOUBLE.pack(value), ())

    def number_of(self, node):
        """The value of a constant number, else None."""
        key = self.nodes[node]
        return _DOUBLE.unpack(key[1])[0] if key[0] == "const" and key[2] == () else None

    def constant(self, value):
        """A constant from a number or a real numpy array, copied as it is now."""
        if isinstance(value, float):
            return self.number(value)
        if not hasattr(value, "shape") or value.shape == ():
            return self.number(float(value))
        if value.dtype.kind not in "biuf":
            raise TypeError("cannot trace an array of dtype %s" % value.dtype)
        data = value.astype("<f8", order="C", copy=False).tobytes()
        return self._large(value, data) if value.size > SMALL else self._data(data, value.shape)

    def _large(self, value, data):
        """Data met again at the same place in memory with the same content is the same node, without its hash."""
        place = (value.__array_interface__["data"][0], value.shape, value.strides, value.dtype.str)
        known = self._seen.get(place)
        if known is not None and self.nodes[known][1] == data:
            return known
        node = self._seen[place] = self._data(data, value.shape)
        return node

    def map(self, name, *of):
        """An elementwise operation with numpy's broadcasting."""
        shapes = self.shapes
        shape = shapes[of[0]]
        for k in of:
            if shapes[k] != shape:
                shape = broadcast_shapes(*[shapes[k] for k in of])
                break
        return self._add(("map", name, of), shape)

    def dims(self, a, axes):
        """Axes permuted, inserted (−1) and dropped."""
        source = self.shapes[a]
        axes = tuple(axes)
        if axes == tuple(range(len(source))):
            return a
        return self._add(("dims", axes, (a,)), tuple(1 if axis < 0 else source[axis] for axis in axes))

    def take_strided(self, a, shape, start, strides):
        """Elements ``start + Σ i·stride`` of the row-major operand."""
        return self._add(("strided", start, (a,), strides, shape), shape)

    def take(self, a, shape, positions):
        """Elements by a table of flat positions, the bytes of int32."""
        return self._add(("take", positions, (a,), shape), shape)

    def pick(self, of, shape, positions):
        """Elements by a table of positions in the operands' concatenated flat values."""
        return self._add(("pick", positions, tuple(of), shape), shape)

    def matmul(self, a, b):
        """Products of matrices, batch axes broadcast."""
        first, second = self.shapes[a], self.shapes[b]
        shape = broadcast_shapes(first[:-2], second[:-2]) + (first[-2], second[-1])
        return self._add(("matmul", None, (a, b)), shape)

    def kernel(self, name, of, shape):
        """A function of whole matrices, see `kernels`."""
        return self._add(("kernel", name, tuple(of)), shape)

    def reduce(self, op, a, axes):
        """``sum``, ``prod``, ``least`` or ``greatest`` over axes, which are dropped."""
        axes = tuple(sorted(axes))
        source = self.shapes[a]
        if not axes:
            return a
        if all(source[axis] == 1 for axis in axes):
            return self.dims(a, [axis for axis in range(len(source)) if axis not in axes])
        return self._add((op, axes, (a,)), tuple(length for axis, length in enumerate(source) if axis not in axes))

    def guard(self, node, expected):
        """The program holds only where all elements of the node have this truth value."""
        if self._guarded.get(node) == expected:
            return
        self._guarded[node] = expected
        self.guards.append([node, 1 if expected else 0])
        place = user_place()
        if place is not None:
            self.places[node] = list(place)

    def _append(self, data):
        """Puts bytes into the blob once and gives their offset, a multiple of 8."""
        offset = self._offsets.get(data)
        if offset is None:
            offset = self._offsets[data] = len(self.blob)
            self.blob += data
            self.blob += bytes(-len(self.blob) % 8)
        return offset

    def head(self, output):
        """The JSON head of the message; ``self.blob`` is whole from then on."""
        return {
            "dimension": self.dimension,
            "nodes": [self._described(key, shape) for key, shape in zip(self.nodes, self.shapes)],
            "output": output,
            "guards": self.guards,
            "places": self.places,
        }

    def _described(self, key, shape):
        op, content = key[0], key[1]
        shape = list(shape)
        if op in ("map", "kernel"):
            return {"op": op, "name": content, "of": list(key[2]), "shape": shape}
        if op == "const":
            return {"op": op, "at": self._append(content), "shape": shape}
        if op == "input":
            return {"op": op, "first": content, "shape": shape}
        of = list(key[2])
        if op == "strided":
            return {"op": "take", "of": of, "start": content, "strides": list(key[3]), "shape": shape}
        if op in ("take", "pick"):
            return {"op": op, "of": of, "at": self._append(content), "shape": shape}
        if op == "matmul":
            return {"op": op, "of": of, "shape": shape}
        return {"op": op, "of": of, "axes": list(content), "shape": shape}
