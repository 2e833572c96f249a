"""A recording run over numpy: its value, and its gradient by reverse mode. What runs where big products dominate."""

import math

import numpy as np

from .derivatives import DERIVATIVES, FUNCTIONS, sum_to
from .kernels import apply_kernel, pull_kernel
from .recording import size_of


class Program:
    """A recorded function as something that can be called: ``value(θ)``, ``gradient(θ)``."""

    def __init__(self, head, blob):
        self.nodes = head["nodes"]
        self.output = head["output"]
        self.guards = head["guards"]
        self.shapes = [tuple(node["shape"]) for node in self.nodes]
        self._blob = bytes(blob)
        self._constants = {k: self._constant(k) for k, node in enumerate(self.nodes) if node["op"] == "const"}
        self._tables = {k: self._table(k) for k, node in enumerate(self.nodes) if node["op"] in ("take", "pick")}
        self._depends = []
        for node in self.nodes:
            self._depends.append(node["op"] == "input" or any(self._depends[i] for i in node.get("of", ())))

    def _constant(self, k):
        shape = self.shapes[k]
        return np.frombuffer(self._blob, "<f8", size_of(shape), self.nodes[k]["at"]).reshape(shape)

    def _table(self, k):
        """The positions a node takes; None where it takes all in their order."""
        node, shape = self.nodes[k], self.shapes[k]
        if "at" in node:
            return np.frombuffer(self._blob, "<i4", size_of(shape), node["at"]).reshape(shape)
        positions = np.full(shape, node["start"])
        for axis, stride in enumerate(node["strides"]):
            along = [1] * len(shape)
            along[axis] = shape[axis]
            positions = positions + stride * np.arange(shape[axis]).reshape(along)
        size = size_of(self.shapes[node["of"][0]])
        in_order = positions.size == size and np.array_equal(positions.reshape(-1), np.arange(size))
        return None if in_order else positions

    def run(self, theta):
        """The values of all nodes."""
        theta = np.asarray(theta, float)
        values = []
        with np.errstate(all="ignore"):
            for k, node in enumerate(self.nodes):
                values.append(self._evaluate(k, node, values, theta))
        return values

    def _evaluate(self, k, node, values, theta):
        op = node["op"]
        if op == "const":
            return self._constants[k]
        if op == "input":
            first = node["first"]
            return theta[first : first + size_of(self.shapes[k])].reshape(self.shapes[k])
        of = [values[i] for i in node["of"]]
        if op == "map":
            result = np.asarray(FUNCTIONS[node["name"]](*of))
            return result if result.dtype == np.float64 else result * 1.0
        if op == "dims":
            return np.reshape(np.transpose(of[0], _order(node["axes"], of[0].ndim)), self.shapes[k])
        if op in ("take", "pick"):
            return self._gathered(k, of)
        if op == "matmul":
            return np.matmul(*of)
        if op == "kernel":
            return apply_kernel(node["name"], *of)
        return np.asarray(_REDUCTIONS[op](of[0], axis=tuple(node["axes"])))

    def _gathered(self, k, of):
        table = self._tables[k]
        if table is None:
            return of[0].reshape(self.shapes[k])
        return (of[0].reshape(-1) if len(of) == 1 else np.concatenate([x.reshape(-1) for x in of]))[table]

    def value(self, theta):
        """The function's value."""
        return float(self.run(theta)[self.output].reshape(()))

    def holds(self, theta):
        """Whether all guards do, so that the program describes the function at θ."""
        return self._holds(self.run(theta))

    def _holds(self, values):
        return all(np.all((values[node] != 0) == bool(expected)) for node, expected in self.guards)

    def gradient_if_holds(self, theta):
        """Value and gradient, or None where a guard does not hold or a matrix is not what it was when recorded."""
        try:
            values = self.run(theta)
        except np.linalg.LinAlgError:
            return None
        return self._gradient(values, len(theta)) if self._holds(values) else None

    def gradient(self, theta):
        """Value and gradient, by reverse mode."""
        return self._gradient(self.run(theta), len(theta))

    def _gradient(self, values, dimension):
        adjoints = {self.output: np.ones(self.shapes[self.output])}
        gradient = np.zeros(dimension)
        with np.errstate(all="ignore"):
            for k in range(self.output, -1, -1):
                adjoint = adjoints.pop(k, None)
                if adjoint is None:
                    continue
                if self.nodes[k]["op"] == "input":
                    first = self.nodes[k]["first"]
                    gradient[first : first + adjoint.size] += adjoint.reshape(-1)
                for operand, part in self._pulled(k, values, adjoint):
                    part = sum_to(part, self.shapes[operand])
                    adjoints[operand] = adjoints[operand] + part if operand in adjoints else part
        return float(values[self.output].reshape(())), gradient

    def _pulled(self, k, values, adjoint):
        """The adjoint of a node carried to those of its operands that depend on the parameters."""
        node = self.nodes[k]
        of = node.get("of", ())
        op = node["op"]
        if op == "map":
            parts = DERIVATIVES[node["name"]](*[values[i] for i in of], values[k])
            for operand, part in zip(of, parts):
                if part is not None and self._depends[operand]:
                    yield operand, _times(adjoint, part)
        elif op == "dims":
            yield of[0], _undo_dims(adjoint, node["axes"], self.shapes[of[0]])
        elif op in ("take", "pick"):
            yield from self._scattered(k, of, adjoint)
        elif op == "matmul":
            if self._depends[of[0]]:
                yield of[0], np.matmul(adjoint, np.swapaxes(values[of[1]], -1, -2))
            if self._depends[of[1]]:
                yield of[1], np.matmul(np.swapaxes(values[of[0]], -1, -2), adjoint)
        elif op == "kernel":
            parts = pull_kernel(node["name"], [values[i] for i in of], values[k], adjoint)
            for operand, part in zip(of, parts):
                if part is not None and self._depends[operand]:
                    yield operand, part
        elif op in _PULLED:
            axes = tuple(node["axes"])
            result, spread = np.expand_dims(values[k], axes), np.expand_dims(adjoint, axes)
            yield of[0], _PULLED[op](values[of[0]], result, spread, axes)

    def _scattered(self, k, of, adjoint):
        table = self._tables[k]
        if table is None:
            yield of[0], adjoint.reshape(self.shapes[of[0]])
            return
        sizes = [size_of(self.shapes[operand]) for operand in of]
        sums = np.bincount(table.reshape(-1), adjoint.reshape(-1), sum(sizes))
        first = 0
        for operand, size in zip(of, sizes):
            if self._depends[operand]:
                yield operand, sums[first : first + size].reshape(self.shapes[operand])
            first += size


def _times(adjoint, part):
    """The product; 0 where the adjoint is, whatever the slope is there."""
    product = adjoint * part
    # One sum tells, much quicker, whether there is anything to look for.
    return product if math.isfinite(product.sum()) else np.where(adjoint == 0, 0.0, product)


def _order(axes, rank):
    """The permutation that brings the named axes in order, the dropped ones (of length 1) behind."""
    named = [axis for axis in axes if axis >= 0]
    return named + [axis for axis in range(rank) if axis not in named]


def _undo_dims(adjoint, axes, shape):
    order = _order(axes, len(shape))
    return np.transpose(adjoint.reshape([shape[axis] for axis in order]), np.argsort(order).astype(int))


def _pull_sum(a, result, adjoint, axes):
    return np.broadcast_to(adjoint, a.shape)


def _pull_prod(a, result, adjoint, axes):
    """The products of all others, by products from both ends, so that zeros do no harm."""
    if a.size == 0:
        return np.zeros(a.shape)
    last = np.moveaxis(a, axes, range(-len(axes), 0))
    flat = last.reshape(last.shape[: last.ndim - len(axes)] + (-1,))
    ones = np.ones(flat.shape[:-1] + (1,))
    before = np.cumprod(np.concatenate([ones, flat[..., :-1]], axis=-1), axis=-1)
    after = np.cumprod(np.concatenate([ones, flat[..., :0:-1]], axis=-1), axis=-1)[..., ::-1]
    return adjoint * np.moveaxis((before * after).reshape(last.shape), range(-len(axes), 0), axes)


def _pull_extreme(a, result, adjoint, axes):
    """Shared by all that are at the extreme."""
    at = a == result
    return adjoint * at / np.maximum(np.sum(at, axis=axes, keepdims=True), 1)


_REDUCTIONS = {"sum": np.sum, "prod": np.prod, "least": np.min, "greatest": np.max}
_PULLED = {"sum": _pull_sum, "prod": _pull_prod, "least": _pull_extreme, "greatest": _pull_extreme}
