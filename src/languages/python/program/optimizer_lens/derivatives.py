"""The operations of the program format over numpy: how each is evaluated, and its derivatives by its operands.

Their names are those of ``src/graph/operations.ts``; one that a recording uses has a row in both tables here.
"""

import math

import numpy as np

from .gamma import digamma, lgamma, trigamma
from .renaming import renamed


def _vectorized(function):
    return np.vectorize(function, otypes=[float])


def _erf_slope(a, result):
    return (2 / math.sqrt(math.pi) * np.exp(-a * a),)


def _power_slopes(a, b, result):
    by_base = np.where(b == 0, 0.0, b * np.power(a, b - 1))
    by_exponent = np.where((a == 0) & (b >= 0), 0.0, result * np.log(a))
    return by_base, by_exponent


def _choice(wins):
    def slopes(a, b, result):
        share = np.where(a == b, 0.5, 1.0)
        return np.where(wins(a, b), share, 0.0), np.where(wins(b, a), share, 0.0)

    return slopes


_NONE = lambda *of: (None, None)
_TRUTH = lambda x: x != 0

FUNCTIONS = {
    name: getattr(np, function)
    for name, function in renamed(
        """add sub:subtract mul:multiply div:divide neg:negative abs sign sqrt cbrt exp expm1 log log1p log2 log10 sin
        cos tan asin:arcsin acos:arccos atan:arctan sinh cosh tanh asinh:arcsinh acosh:arccosh atanh:arctanh
        atan2:arctan2 pow:power min:minimum max:maximum floor ceil trunc rint mod:fmod lt:less le:less_equal gt:greater
        ge:greater_equal eq:equal ne:not_equal stopGradient:positive"""
    )
}
FUNCTIONS.update(
    {
        "and": lambda a, b: _TRUTH(a) & _TRUTH(b),
        "or": lambda a, b: _TRUTH(a) | _TRUTH(b),
        "not": lambda a: ~_TRUTH(a),
        "select": lambda condition, a, b: np.where(_TRUTH(condition), a, b),
        "lgamma": _vectorized(lgamma),
        "digamma": _vectorized(digamma),
        "trigamma": _vectorized(trigamma),
        "erf": _vectorized(math.erf),
        "erfc": _vectorized(math.erfc),
        "ndtr": _vectorized(lambda x: 0.5 * math.erfc(-x * math.sqrt(0.5))),
    }
)

DERIVATIVES = {
    "add": lambda a, b, y: (1.0, 1.0),
    "sub": lambda a, b, y: (1.0, -1.0),
    "mul": lambda a, b, y: (b, a),
    "div": lambda a, b, y: (1 / b, -y / b),
    "neg": lambda a, y: (-1.0,),
    "abs": lambda a, y: (np.sign(a),),
    "sqrt": lambda a, y: (0.5 / y,),
    "cbrt": lambda a, y: (1 / (3 * y * y),),
    "exp": lambda a, y: (y,),
    "expm1": lambda a, y: (np.exp(a),),
    "log": lambda a, y: (1 / a,),
    "log1p": lambda a, y: (1 / (1 + a),),
    "log2": lambda a, y: (1 / (a * math.log(2)),),
    "log10": lambda a, y: (1 / (a * math.log(10)),),
    "sin": lambda a, y: (np.cos(a),),
    "cos": lambda a, y: (-np.sin(a),),
    "tan": lambda a, y: (1 + y * y,),
    "asin": lambda a, y: (1 / np.sqrt((1 - a) * (1 + a)),),
    "acos": lambda a, y: (-1 / np.sqrt((1 - a) * (1 + a)),),
    "atan": lambda a, y: (1 / (1 + a * a),),
    "sinh": lambda a, y: (np.cosh(a),),
    "cosh": lambda a, y: (np.sinh(a),),
    "tanh": lambda a, y: (1 - y * y,),
    "asinh": lambda a, y: (1 / np.sqrt(1 + a * a),),
    "acosh": lambda a, y: (1 / np.sqrt((a - 1) * (a + 1)),),
    "atanh": lambda a, y: (1 / ((1 - a) * (1 + a)),),
    "atan2": lambda a, b, y: (b / (a * a + b * b), -a / (a * a + b * b)),
    "pow": _power_slopes,
    "min": _choice(np.less_equal),
    "max": _choice(np.greater_equal),
    "mod": lambda a, b, y: (1.0, -np.trunc(a / b)),
    "select": lambda condition, a, b, y: (None, _TRUTH(condition) * 1.0, ~_TRUTH(condition) * 1.0),
    "lgamma": lambda a, y: (FUNCTIONS["digamma"](a),),
    "digamma": lambda a, y: (FUNCTIONS["trigamma"](a),),
    "erf": _erf_slope,
    "erfc": lambda a, y: (-_erf_slope(a, y)[0],),
    "ndtr": lambda a, y: (np.exp(-a * a / 2) / math.sqrt(2 * math.pi),),
}
# Named, for one that was forgotten would have a derivative of 0 in silence.
for _name in "sign floor ceil trunc rint lt le gt ge eq ne and or not stopGradient".split():
    DERIVATIVES[_name] = _NONE


def sum_to(adjoint, shape):
    """The adjoint of an operand that was broadcast: summed over what was."""
    adjoint = np.asarray(adjoint)
    if adjoint.shape == shape:
        return adjoint
    if adjoint.ndim < len(shape):
        return np.broadcast_to(adjoint, shape)
    adjoint = adjoint.sum(axis=tuple(range(adjoint.ndim - len(shape))))
    kept = tuple(axis for axis, length in enumerate(shape) if length == 1 and adjoint.shape[axis] != 1)
    return adjoint.sum(axis=kept, keepdims=True) if kept else adjoint
