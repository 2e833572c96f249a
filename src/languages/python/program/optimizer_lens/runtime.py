"""What lifted code calls: functions by one table, item assignment that is never lost, choices."""

import operator
import sys

try:
    import numpy as np
except ImportError:
    np = None

from .escape import MADE, Escape
from .replacements import REPLACEMENTS, bound_method, converts, is_array_function
from .traced import Traced, apply, is_traced

USER_MODULES = set()
"""Names of the modules whose code is lifted: those of the workspace, and what of the installed ones has to be."""


def call(function, *arguments, **options):
    """``function(*arguments, **options)``, by its replacement where it has one."""
    try:
        replacement = REPLACEMENTS.get(function)
    except TypeError:
        replacement = None
    if replacement is not None:
        return replacement(*arguments, **options)
    if is_array_function(function) and converts(arguments, options):
        return bound_method(function, arguments, options)
    return function(*arguments, **options)


def choose(condition, one, other):
    """``one() if condition else other()``; both sides at once where a traced condition chooses between numbers."""
    if not is_traced(condition):
        return one() if condition else other()
    if np is not None and np.ndim(condition.value) > 0:
        return one() if condition else other()
    taken, left = (one, other) if bool(condition.value) else (other, one)
    result = taken()
    alternative = _attempted(left)
    if not (_is_choice(result) and _is_choice(alternative)) or _shape(result) != _shape(alternative):
        bool(condition)
        return result
    sides = (result, alternative) if taken is one else (alternative, result)
    return apply("where", lambda test, yes, no: yes if test else no, condition, *sides)


def _attempted(side):
    """The side that is not taken; None where it cannot be computed."""
    count = len(MADE)
    try:
        return side()
    except (Exception, Escape):
        del MADE[count:]
        return None


def _is_choice(x):
    if isinstance(x, bool):
        return False
    if isinstance(x, (Traced, int, float)):
        return True
    return np is not None and isinstance(x, (np.ndarray, np.number)) and np.asarray(x).dtype.kind in "iuf"


def _shape(x):
    return np.shape(x.value if isinstance(x, Traced) else x) if np is not None else ()


def set_item(array, key, value, held=True):
    """``array[key] = value``; answers what the array's name stands for from then on."""
    if np is None or not isinstance(array, np.ndarray) or not _depends(value):
        if not isinstance(array, (Traced, list, dict)) and isinstance(key, Traced):
            key = operator.index(key)
        array[_plain_key(array, key)] = value
        return array
    if array.dtype == object:
        array[key] = value
        return array
    references = sys.getrefcount(array)
    copy = _followed(array, references if held else None, value)
    copy[key] = value
    return copy


def in_place_item(array, key, name, value, held=True):
    """``array[key] += value`` and its kin."""
    result = getattr(operator, name)(array[_plain_key(array, key)], value)
    if np is None or not isinstance(array, np.ndarray) or not _depends(result) or array.dtype == object:
        array[_plain_key(array, key)] = result
        return array
    references = sys.getrefcount(array)
    copy = _followed(array, references if held else None, result)
    copy[key] = result
    return copy


def in_place(name, old, value):
    """``old += value`` and its kin, for a local name."""
    if np is None or not isinstance(old, np.ndarray) or not _depends(value) or old.dtype == object:
        return getattr(operator, name)(old, value)
    references = sys.getrefcount(old)
    return getattr(operator, name)(_followed(old, references, value), value)


def _depends(value):
    if isinstance(value, Traced):
        return is_traced(value)
    if isinstance(value, (list, tuple)):
        return any(_depends(part) for part in value)
    return np is not None and isinstance(value, np.ndarray) and value.dtype == object


def _plain_key(array, key):
    if isinstance(array, (list, dict, tuple)) and isinstance(key, Traced):
        return operator.index(key)
    return key


def _followed(array, references, value):
    """A traced array in the place of a plain one; only where nothing else can see the plain one."""
    from .arrays import owned
    from .nesting import as_array

    if references is None or references > _ALONE or array.base is not None:
        raise Escape("a traced value is written into an array that other names may hold, too")
    return owned(as_array(value).recording, array)


def _count_alone():
    """The references that `set_item` counts to an array that one local name holds alone."""
    seen = []

    def probe(array, key, value, held=True):
        references = sys.getrefcount(array)
        seen.append(references)
        return array

    def user():
        array = [0.0]
        array = probe(array, 0, 1.0)
        return array

    user()
    return seen[0]


_ALONE = _count_alone()
