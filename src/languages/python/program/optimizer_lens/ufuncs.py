"""Universal functions of numpy and scipy.special with traced operands, and their methods: reduce, outer, at …"""

import numpy as np

from .arrays import TracedArray
from .nesting import as_array
from .escape import Escape
from .formulas import BOOLEAN, FORMULAS, LOGICAL
from .rules import RULES, array, call_rule, is_constant, rank_of
from .traced import apply, value_of


def call_ufunc(ufunc, method, inputs, options):
    """What numpy asks of a traced array in a universal function."""
    inputs = [as_array(x) for x in inputs]
    if method != "__call__":
        return _METHODS.get(method, _no_method)(ufunc, method, *inputs, **options)
    out = options.pop("out", (None,))
    where = options.pop("where", True)
    result = _result(ufunc, inputs, options)
    if ufunc.nout > 1 or (out[0] is None and where is True):
        return result
    return _into(out[0], result, where)


def _result(ufunc, inputs, options):
    name = ufunc.__name__
    if ufunc in RULES:
        return call_rule(ufunc, inputs, {})
    if name == "divmod":
        return np.floor_divide(*inputs), np.remainder(*inputs)
    if name == "modf":
        whole = np.trunc(inputs[0])
        return inputs[0] - whole, whole
    if name in FORMULAS or name in LOGICAL or name in BOOLEAN:
        options = {key: option for key, option in options.items() if key in ("dtype", "casting")}
        return apply(name, lambda *values: ufunc(*values, **options), *inputs)
    if is_constant(*inputs):
        return ufunc(*[value_of(x) for x in inputs], **options)
    return call_rule(ufunc, inputs, options)


def _into(out, result, where):
    """Writes a result into ``out``, only where a mask says so."""
    if out is None:
        raise Escape("a universal function with where= and without out= leaves elements undefined")
    if not isinstance(out, TracedArray):
        if is_constant(result, where):
            np.copyto(out, value_of(result), where=value_of(where), casting="unsafe")
            return out
        raise Escape("a traced result was written into an untraced array by out=")
    out.write(Ellipsis, result if where is True else np.where(where, result, out))
    return out


def _no_method(ufunc, method, *inputs, **options):
    raise Escape("numpy.%s.%s of traced arrays has no derivative rule" % (ufunc.__name__, method))


_REDUCTIONS = {
    "add": np.sum,
    "multiply": np.prod,
    "maximum": np.max,
    "minimum": np.min,
    "fmax": np.nanmax,
    "fmin": np.nanmin,
    "logical_and": np.all,
    "logical_or": np.any,
}


def _reduce(ufunc, method, a, axis=0, dtype=None, out=None, keepdims=False, **options):
    function = _REDUCTIONS.get(ufunc.__name__)
    if function is None or options.get("where", True) is not True:
        return _no_method(ufunc, method)
    result = function(a, axis=axis, keepdims=keepdims)
    return result if out is None or out[0] is None else _into(out[0], result, True)


def _accumulate(ufunc, method, a, axis=0, **options):
    from .scans import scan

    return scan(ufunc, array(a), axis)


def _outer(ufunc, method, a, b, **options):
    a, b = array(a), array(b)
    spread = a.reshape(tuple(np.shape(value_of(a))) + (1,) * rank_of(b))
    return ufunc(spread, b)


def _at(ufunc, method, target, indices, *operands):
    """Unbuffered: an index that is named twice is written twice, one after the other."""
    if not isinstance(target, TracedArray):
        raise Escape("numpy.%s.at writes traced values into an untraced array" % ufunc.__name__)
    indices = value_of(indices)
    places = np.arange(value_of(target).size).reshape(value_of(target).shape)[indices]
    flat = target.reshape(-1)
    if not np.may_share_memory(flat.value, target.value):
        return _no_method(ufunc, method)
    values = [np.broadcast_to(x, places.shape).reshape(-1) for x in operands]
    places = places.reshape(-1)
    turn = _turns(places)
    for k in range(int(turn.max(initial=-1)) + 1):
        now = places[turn == k]
        flat[now] = ufunc(flat[now], *[x[turn == k] for x in values])


def _turns(places):
    """How often each place has come before."""
    seen = {}
    turn = np.empty(len(places), int)
    for i, place in enumerate(places.tolist()):
        turn[i] = seen[place] = seen.get(place, -1) + 1
    return turn


_METHODS = {"reduce": _reduce, "accumulate": _accumulate, "outer": _outer, "at": _at}
