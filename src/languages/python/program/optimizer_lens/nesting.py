"""Traced values within lists, tuples and arrays of objects: whether there are any, and one traced array of them."""

import numpy as np

from . import moves
from .traced import Traced, fixed, node_of, recording_of, value_of, wrap


def fixed_key(key):
    """An index with all traced parts made constants, guarded."""
    if isinstance(key, tuple):
        return tuple(fixed_key(part) for part in key)
    if isinstance(key, Traced):
        return fixed(key)
    if isinstance(key, list) and contains_traced(key):
        return [fixed_key(part) for part in key]
    return key


def contains_traced(x, depth=0):
    """Whether a list, however nested, has traced values in it."""
    if isinstance(x, Traced):
        return True
    if isinstance(x, (list, tuple)) and depth < 6:
        return any(contains_traced(part, depth + 1) for part in x)
    return isinstance(x, np.ndarray) and x.dtype == object and any(isinstance(part, Traced) for part in x.flat)


def as_array(x, copy=False):
    """Lists with traced values in them as one traced array; all else as it is."""
    if isinstance(x, Traced):
        return wrap(x.recording, x.current_node(), np.array(x.value)) if copy else x
    if not contains_traced(x):
        return np.array(x) if copy else x
    if isinstance(x, np.ndarray):
        parts = [x.flat[i] for i in range(x.size)]
        return stack(parts).moved(lambda a, shape=x.shape: a.reshape(shape)).copy()
    return stack([as_array(part) for part in x])


def stack(parts):
    """Arrays or numbers of one shape along a new first axis."""
    parts = [as_array(part) for part in parts]
    k = recording_of(parts)
    values = [value_of(part) for part in parts]
    value = np.array(values)
    if value.dtype == object:
        raise ValueError("setting an array element with a sequence: the parts have different shapes")
    if k is None:
        return wrap(parts[0].recording, None, value) if parts and isinstance(parts[0], Traced) else value
    nodes = [node_of(k, part) for part in parts]
    return wrap(k, moves.pick(k, nodes, lambda *places: np.stack(places)), value)
