"""Functions that put the elements of several arrays together: concatenate, stack, insert, block …"""

import numpy as np

from . import moves
from .rules import array, resolve, rule
from .traced import node_of, recording_of, value_of, wrap


def pick(function, operands):
    """``function(operands)`` for one that moves the elements of several arrays together."""
    operands = [array(x) for x in operands]
    value = function(*[value_of(x) for x in operands])
    k = recording_of(operands)
    if k is None:
        return value
    return wrap(k, moves.pick(k, [node_of(k, x) for x in operands], function), value)


def _joining(function):
    """The first argument is a sequence of arrays that are put together."""

    def implementation(arrays, *arguments, **options):
        out = options.pop("out", None)
        options = {name: x for name, x in options.items() if name in ("axis",)}
        parts = list(arrays)
        result = pick(lambda *each: function(list(each), *arguments, **options), parts)
        if out is not None:
            out[...] = result
            return out
        return result

    return implementation


for _path in ("concatenate", "concat", "stack", "hstack", "vstack", "row_stack", "dstack", "column_stack"):
    if resolve(_path) is not None:
        rule(_path)(_joining(resolve(_path)))


@rule("append")
def _append(a, values, axis=None):
    return pick(lambda x, y: np.append(x, y, axis), [a, values])


@rule("insert")
def _insert(a, index, values, axis=None):
    return pick(lambda x, y: np.insert(x, index, y, axis), [a, values])


@rule("block")
def _block(arrays):
    return pick(lambda *each: np.block(_refill(arrays, iter(each))), list(_leaves(arrays)))


def _leaves(nested):
    if isinstance(nested, list):
        for part in nested:
            yield from _leaves(part)
    else:
        yield nested


def _refill(nested, parts):
    return [_refill(part, parts) for part in nested] if isinstance(nested, list) else next(parts)
