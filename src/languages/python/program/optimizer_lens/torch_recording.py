"""A torch loss recorded: every operation that reaches torch's dispatcher, into the same program as numpy's.

Storages are what is tracked: a tensor is its storage's node seen through offset and strides, so that views and writes
in place need no care of their own. Imported once the user's code has imported torch.
"""

import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten

from . import moves, torch_losses  # noqa: F401 (adds its rules)
from .arrays import TracedArray
from .escape import Escape
from .recording import size_of
from .special import stopped
from .torch_rules import RULES
from .traced import Traced


class _Cell:
    """What a storage holds: a node of a shape, row-major from the storage's first element."""

    def __init__(self, tensor, node):
        self.keeps = tensor
        self.node = node


def _storage(tensor):
    return tensor.untyped_storage()._cdata if hasattr(tensor, "untyped_storage") else tensor.storage()._storage._cdata


def _count(tensor):
    """How many elements of its type the tensor's storage has."""
    storage = tensor.untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.storage()._storage
    return storage.nbytes() // tensor.element_size()


def _covers(tensor):
    return tensor.is_contiguous() and tensor.storage_offset() == 0 and tensor.numel() == _count(tensor)


class Recorder(TorchDispatchMode):
    """``with Recorder(recording):`` notes what is computed from the tensors made by `parameter`."""

    def __init__(self, recording):
        super().__init__()
        self._k = recording
        self._cells = {}
        self.is_detaching = False

    def parameter(self, tensor, first):
        """Makes a tensor the parameters ``first …``."""
        self._cells[_storage(tensor)] = _Cell(tensor, self._k.input(first, tuple(tensor.shape)))

    def node_of(self, tensor):
        """The node of a tensor's present elements; None while it is constant."""
        cell = self._cells.get(_storage(tensor))
        if cell is None:
            return None
        shape = tuple(tensor.shape)
        if self._k.shapes[cell.node] == shape and tensor.is_contiguous() and tensor.storage_offset() == 0:
            return cell.node
        return moves.strided(self._k, cell.node, shape, tensor.storage_offset(), tuple(tensor.stride()))

    def __torch_dispatch__(self, function, types, arguments=(), options=None):
        options = options or {}
        name = str(function)
        tensors = [x for x in tree_flatten((arguments, options))[0] if isinstance(x, torch.Tensor)]
        if not any(_storage(x) in self._cells for x in tensors):
            return function(*arguments, **options)
        if name == "aten._local_scalar_dense.default":
            return self._number(arguments[0], function)
        before = [self._traced(x) for x in tensors]
        result = function(*arguments, **options)
        if name == "aten.detach.default" and self.is_detaching:
            result = result.clone()
        self._note(name, function, arguments, options, dict(zip(map(id, tensors), before)), result)
        return result

    def _number(self, tensor, function):
        """``.item()`` of a truth value or a whole number is guarded; of a number its derivative would be lost."""
        value = function(tensor)
        if isinstance(value, float):
            raise Escape("a traced tensor was turned into a plain number by .item() or float()")
        node = self.node_of(tensor)
        if isinstance(value, bool):
            self._k.guard(self._k.dims(node, ()) if self._k.shapes[node] else node, value)
        else:
            self._k.guard(self._k.map("eq", node, self._k.number(value)), True)
        return value

    def _traced(self, tensor):
        """A tensor as what the rules compute with; its value is a copy, because writes in place come later."""
        node = self.node_of(tensor)
        value = tensor.detach().numpy()
        return value if node is None else TracedArray(self._k, node, value.copy())

    def _note(self, name, function, arguments, options, traced, result):
        inputs = {_storage(x) for x in tree_flatten((arguments, options))[0] if isinstance(x, torch.Tensor)}
        results = [x for x in tree_flatten(result)[0] if isinstance(x, torch.Tensor)]
        overload = name.split(".")[1]
        writes = overload.endswith("_") or overload in ("copy_", "fill_", "zero_")
        if not writes and all(_storage(x) in inputs for x in results):
            return
        rule = RULES.get(name) or RULES.get("aten." + overload) or RULES.get("aten." + overload.rstrip("_"))
        if rule is None:
            raise Escape("%s of traced tensors has no derivative rule" % name)
        convert = lambda x: traced.get(id(x), x) if isinstance(x, torch.Tensor) else x
        try:
            made = rule(*_mapped(arguments, convert), **_mapped(options, convert))
        except NotImplementedError:
            raise Escape("%s with these arguments has no derivative rule" % name) from None
        made = list(made) if isinstance(made, (tuple, list)) else [made]
        for tensor, one in zip(results, made):
            if one is not None:
                self._put(tensor, one if torch.is_grad_enabled() else stopped(one), writes)

    def _put(self, tensor, made, writes):
        """Notes what a tensor's elements have become."""
        node = made.current_node() if isinstance(made, Traced) else None
        if node is None and not (writes and _storage(tensor) in self._cells):
            return
        node = self._k.constant(np.asarray(made, dtype=float)) if node is None else node
        shape = tuple(tensor.shape)
        if self._k.shapes[node] != shape:
            spread = np.broadcast_to(np.empty(self._k.shapes[node], np.int8), shape)
            node = moves.strided(self._k, node, shape, 0, spread.strides)
        key = _storage(tensor)
        if _covers(tensor):
            self._cells[key] = _Cell(tensor, node)
            return
        self._cells[key] = _Cell(tensor, self._written(tensor, node))

    def _written(self, tensor, node):
        """The storage's node after a write into a part of it."""
        cell = self._cells.get(_storage(tensor))
        count = _count(tensor)
        if cell is None:
            whole = torch.as_strided(tensor.detach(), (count,), (1,), 0).numpy()
            target = self._k.constant(whole)
        else:
            target = cell.node
        places = np.arange(count)
        at = np.lib.stride_tricks.as_strided(
            places[tensor.storage_offset() :], tuple(tensor.shape), [8 * stride for stride in tensor.stride()]
        )
        at[...] = moves.positions_of(tuple(tensor.shape), count)
        return self._k.pick((target, node), (count,), moves.table(places))


class _Detaching:
    """``with _Detaching(recorder):`` tells a detach that the code asks for from those by which autograd keeps values."""

    def __init__(self, recorder):
        self._recorder = recorder

    def __enter__(self):
        self._plain = detach = torch.Tensor.detach
        data = torch.Tensor.data
        torch.Tensor.detach = lambda tensor: self._stopped(detach, tensor)
        torch.Tensor.data = property(lambda tensor: self._stopped(data.__get__, tensor), data.__set__)

    def __exit__(self, *error):
        torch.Tensor.detach = self._plain
        # The one of the class below shows again.
        del torch.Tensor.data

    def _stopped(self, detach, tensor):
        recorder = self._recorder
        before, recorder.is_detaching = recorder.is_detaching, True
        try:
            return detach(tensor)
        finally:
            recorder.is_detaching = before


def _mapped(x, convert):
    if isinstance(x, dict):
        return {key: _mapped(one, convert) for key, one in x.items()}
    if isinstance(x, (list, tuple)):
        return [_mapped(one, convert) for one in x]
    return convert(x)


def record_tensors(function, layout, theta, recording):
    """Calls the function with tensors of θ and answers the node of its loss.

    Gradients are collected as in any call: where the code itself differentiates, its derivatives are recorded, too, and
    what it does under ``no_grad`` has none.
    """
    arguments, leaves = layout.with_leaves(theta)
    recorder = Recorder(recording)
    first = 0
    for leaf in leaves:
        recorder.parameter(leaf, first)
        first += size_of(tuple(leaf.shape))
    with torch.enable_grad(), _Detaching(recorder), recorder:
        returned = function(*arguments)
    loss = returned[0] if isinstance(returned, (tuple, list)) and len(returned) > 0 else returned
    if not isinstance(loss, torch.Tensor):
        raise Escape("the function returned a plain number, which carries no derivative")
    node = recorder.node_of(loss)
    if node is None:
        return recording.number(float(loss))
    return recording.dims(node, ()) if recording.shapes[node] else node
