"""Elementwise functions of numpy and Python by the operations of the program format.

A formula is given the recording ``k`` and the nodes of its operands, and answers a node. ``BOOLEAN`` holds what differs
where all operands are truth values. The order of operations is numpy's, so that values agree to the last bit where its
own functions do.
"""

import math

from .renaming import renamed

LN2 = math.log(2.0)


def directly(names):
    """Formulas of one operation each: by their own names, and behind a colon the operation's where it has another."""
    return {name: _direct(operation) for name, operation in renamed(names)}


def _direct(name):
    return lambda k, *of: k.map(name, *of)


def _exact_or_power(k, a, b):
    """xʸ; x·x and √x for the constants 2 and ½, as numpy does."""
    exponent = k.number_of(b)
    if exponent == 2:
        return k.map("mul", a, a)
    if exponent == 0.5:
        return k.map("sqrt", a)
    if exponent == 1:
        return a
    if exponent == -1:
        return k.map("div", k.number(1), a)
    return k.map("pow", a, b)


def remainder(k, a, b):
    """Python's and numpy's ``a % b``, with the sign of b: the remainder of truncation, plus b where signs differ."""
    rest = k.map("mod", a, b)
    zero = k.number(0)
    signs_differ = k.map("ne", k.map("lt", b, zero), k.map("lt", rest, zero))
    return k.map("select", k.map("and", k.map("ne", rest, zero), signs_differ), k.map("add", rest, b), rest)


def floor_divide(k, a, b):
    """``a // b``: (a − a % b) / b, which is nearly whole, made whole."""
    return k.map("rint", k.map("div", k.map("sub", a, remainder(k, a, b)), b))


def _hypot(k, a, b):
    return k.map("sqrt", k.map("add", k.map("mul", a, a), k.map("mul", b, b)))


def _logaddexp(k, a, b):
    """ln(eᵃ + eᵇ) = m + ln(1 + e^−|a−b|), m the larger one.

    Size and distance are taken by one choice, so that where a = b both are of the same side: a function that is smooth
    in all derivatives there, as the sum of a kink and its counterpart would not be. Where m is infinite, it is the value.
    """
    is_a = k.map("gt", a, b)
    distance = k.map("select", is_a, k.map("sub", b, a), k.map("sub", a, b))
    smooth = k.map("add", k.map("select", is_a, a, b), k.map("log1p", k.map("exp", distance)))
    if any(math.isfinite(number) for number in (k.number_of(a), k.number_of(b)) if number is not None):
        return smooth
    largest = k.map("max", a, b)
    return k.map("select", _is_finite(k, largest), smooth, largest)


def _logaddexp2(k, a, b):
    scaled = _logaddexp(k, k.map("mul", a, k.number(LN2)), k.map("mul", b, k.number(LN2)))
    return k.map("div", scaled, k.number(LN2))


def _signbit(k, a):
    zero = k.number(0)
    negative_zero = k.map("and", k.map("eq", a, zero), k.map("lt", k.map("div", k.number(1), a), zero))
    return k.map("or", k.map("lt", a, zero), negative_zero)


def _copysign(k, a, b):
    size = k.map("abs", a)
    return k.map("select", _signbit(k, b), k.map("neg", size), size)


def _heaviside(k, a, b):
    zero = k.number(0)
    step = k.map("select", k.map("lt", a, zero), zero, k.map("select", k.map("gt", a, zero), k.number(1), a))
    return k.map("select", k.map("eq", a, zero), b, step)


def _ignoring_nan(choice):
    def formula(k, a, b):
        chosen = k.map("select", k.map("ne", b, b), a, k.map(choice, a, b))
        return k.map("select", k.map("ne", a, a), b, chosen)

    return formula


def _times(factor):
    return lambda k, a: k.map("mul", a, k.number(factor))


def _is_finite(k, a):
    return k.map("lt", k.map("abs", a), k.number(math.inf))


def _exp2(k, a):
    return k.map("pow", k.number(2), a)


FORMULAS = directly(
    """add subtract:sub divide:div true_divide:div negative:neg absolute:abs fabs:abs sign sqrt cbrt exp expm1 log log1p
    log2 log10 sin cos tan arcsin:asin arccos:acos arctan:atan arctan2:atan2 sinh cosh tanh arcsinh:asinh arccosh:acosh
    arctanh:atanh minimum:min maximum:max floor ceil trunc rint fmod:mod less:lt less_equal:le greater:gt
    greater_equal:ge equal:eq not_equal:ne where:select"""
)
FORMULAS.update(
    {
        "multiply": lambda k, a, b: k.map("mul", a, b),
        "positive": lambda k, a: a,
        "conjugate": lambda k, a: a,
        "square": lambda k, a: k.map("mul", a, a),
        "reciprocal": lambda k, a: k.map("div", k.number(1), a),
        "power": _exact_or_power,
        "float_power": _exact_or_power,
        "exp2": _exp2,
        "hypot": _hypot,
        "logaddexp": _logaddexp,
        "logaddexp2": _logaddexp2,
        "fmin": _ignoring_nan("min"),
        "fmax": _ignoring_nan("max"),
        "remainder": remainder,
        "floor_divide": floor_divide,
        "heaviside": _heaviside,
        "copysign": _copysign,
        "signbit": _signbit,
        "deg2rad": _times(math.pi / 180),
        "radians": _times(math.pi / 180),
        "rad2deg": _times(180 / math.pi),
        "degrees": _times(180 / math.pi),
        "isnan": lambda k, a: k.map("ne", a, a),
        "isfinite": _is_finite,
        "isinf": lambda k, a: k.map("eq", k.map("abs", a), k.number(math.inf)),
    }
)

"""Of truth values: what ``a`` and ``b`` are has been asked of them before."""
LOGICAL = directly("logical_and:and logical_or:or logical_xor:ne logical_not:not")

BOOLEAN = directly(
    "add:or multiply:and maximum:or minimum:and bitwise_and:and bitwise_or:or bitwise_xor:ne invert:not"
)
