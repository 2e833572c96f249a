"""Functions of ``math`` for lifted code: the elementwise ones by formula, whole numbers by guard."""

import functools
import math

from .renaming import renamed
from .replacements import REPLACEMENTS, np, replaces
from .traced import Traced, apply, fixed


def _or_plain(function, implementation):
    """The replacement where an argument is traced, else the function itself."""

    @functools.wraps(function)
    def either(*arguments, **options):
        if any(isinstance(x, Traced) for x in arguments):
            return implementation(*arguments, **options)
        return function(*arguments, **options)

    REPLACEMENTS[function] = either


def _math_function(name, formula):
    function = getattr(math, name, None)
    if function is None:
        return
    _or_plain(function, lambda *of: apply(formula, lambda *values: function(*map(_number, values)), *of))


def _number(value):
    return float(value) if np is not None and isinstance(value, np.ndarray) else value


for _name, _formula in renamed(
    """sqrt cbrt exp expm1 exp2 log1p log2 log10 sin cos tan asin:arcsin acos:arccos atan:arctan atan2:arctan2 sinh cosh
    tanh asinh:arcsinh acosh:arccosh atanh:arctanh fabs pow:power fmod copysign radians degrees isnan isinf isfinite erf
    erfc lgamma:gammaln"""
):
    _math_function(_name, _formula)

_LOG = math.log


def _log(x, base=None):
    result = apply("log", lambda v: _LOG(_number(v)), x)
    return result if base is None else result / (apply("log", _LOG, base) if isinstance(base, Traced) else _LOG(base))


_or_plain(math.log, _log)
_or_plain(math.floor, lambda x: int(fixed(x, "floor")))
_or_plain(math.ceil, lambda x: int(fixed(x, "ceil")))
_or_plain(math.trunc, int)
_or_plain(math.gamma, lambda x: apply("gamma", lambda v: math.gamma(_number(v)), x))
_or_plain(math.hypot, lambda *of: _root_of_squares(of))


@replaces(getattr(math, "dist", None))
def _distance(p, q):
    return _root_of_squares([a - b for a, b in zip(p, q)])


def _root_of_squares(of):
    total = sum(x * x for x in of)
    return REPLACEMENTS[math.sqrt](total)


@replaces(getattr(math, "prod", None))
def _product(numbers, start=1):
    for x in numbers:
        start = start * x
    return start


@replaces(math.fsum)
def _fsum(numbers):
    numbers = list(numbers)
    return sum(numbers) if any(isinstance(x, Traced) for x in numbers) else math.fsum(numbers)


@replaces(getattr(math, "sumprod", None))
def _sum_of_products(p, q):
    return sum(a * b for a, b in zip(p, q))
