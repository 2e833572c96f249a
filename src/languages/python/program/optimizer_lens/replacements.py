"""What lifted code calls in the place of functions that traced values cannot pass through: by function object."""

import builtins
import functools
import math
import operator
import types

try:
    import numpy as np
except ImportError:
    np = None

from .traced import Traced, apply, fixed, is_traced, value_of

REPLACEMENTS = {}


def replaces(*functions):
    """Makes a function what lifted code calls in the place of others."""

    def register(implementation):
        for function in functions:
            REPLACEMENTS[function] = implementation
        return implementation

    return register


def _or_plain(function, implementation):
    """The replacement where an argument is traced, else the function itself."""

    @functools.wraps(function)
    def either(*arguments, **options):
        if any(isinstance(x, Traced) for x in arguments):
            return implementation(*arguments, **options)
        return function(*arguments, **options)

    REPLACEMENTS[function] = either


_MATH = {
    "sqrt": "sqrt",
    "exp": "exp",
    "expm1": "expm1",
    "exp2": "exp2",
    "log1p": "log1p",
    "log2": "log2",
    "log10": "log10",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "asinh": "arcsinh",
    "acosh": "arccosh",
    "atanh": "arctanh",
    "fabs": "fabs",
    "pow": "power",
    "fmod": "fmod",
    "copysign": "copysign",
    "radians": "radians",
    "degrees": "degrees",
    "isnan": "isnan",
    "isinf": "isinf",
    "isfinite": "isfinite",
    "erf": "erf",
    "erfc": "erfc",
    "lgamma": "gammaln",
    "cbrt": "cbrt",
}


def _math_function(name, formula):
    function = getattr(math, name, None)
    if function is None:
        return
    _or_plain(function, lambda *of: apply(formula, lambda *values: function(*map(_number, values)), *of))


def _number(value):
    return float(value) if np is not None and isinstance(value, np.ndarray) else value


for _name, _formula in _MATH.items():
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


@replaces(float)
def _float(x=0.0):
    if not isinstance(x, Traced):
        return float(x)
    if np is not None and np.size(x.value) != 1:
        return float(x.value)
    item = x.item() if np is not None and np.ndim(x.value) > 0 else x
    return type(item)(item.recording, item.current_node(), float(item.value))


@replaces(isinstance)
def _isinstance(x, kinds):
    return isinstance(value_of(x), kinds)


@replaces(type)
def _type(*arguments):
    return type(value_of(arguments[0])) if len(arguments) == 1 else type(*arguments)


def _extreme(function, formula, compare):
    def implementation(*numbers, **options):
        listed = numbers[0] if len(numbers) == 1 else numbers
        if isinstance(listed, types.GeneratorType) or not isinstance(listed, (list, tuple)):
            listed = list(listed)
        if options or not any(is_traced(x) for x in listed):
            return function(listed, **options)
        result = listed[0]
        for x in listed[1:]:
            result = _chosen(formula, compare, x, result)
        return result

    REPLACEMENTS[function] = implementation


def _chosen(formula, compare, x, result):
    """``x if compare(x, result) else result``, as the built-in walks."""
    if not (is_traced(x) or is_traced(result)):
        return x if compare(x, result) else result
    return apply(formula, lambda a, b: a if compare(a, b) else b, x, result)


_extreme(builtins.max, "maximum", operator.gt)
_extreme(builtins.min, "minimum", operator.lt)


@replaces(sum)
def _sum(numbers, *start, **options):
    if np is not None and isinstance(numbers, Traced) and not start and not options and np.ndim(numbers.value) == 1:
        return np.sum(numbers)
    return sum(numbers, *start, **options)


@replaces(functools.reduce)
def _reduce(function, *rest):
    from .runtime import call

    return functools.reduce(lambda a, b: call(function, a, b), *rest)


@replaces(map)
def _map(function, *sequences):
    from .runtime import call

    return map(lambda *of: call(function, *of), *sequences)


REPLACEMENTS.pop(None, None)


def is_array_function(function):
    """Whether it is compiled code of numpy or scipy that lists of traced numbers, or methods of real arrays, cannot reach."""
    if np is None:
        return False
    owner = getattr(function, "__self__", None)
    if isinstance(owner, (np.ndarray, np.generic)):
        return True
    module = getattr(function, "__module__", None) or ""
    return isinstance(function, np.ufunc) or module.startswith("numpy") or module.startswith("scipy")


def converts(arguments, options):
    """Whether a traced value is among the arguments, in lists too."""
    from .arrays import contains_traced

    return any(contains_traced(x) for x in arguments) or any(contains_traced(x) for x in options.values())


def bound_method(function, arguments, options):
    """A function of numpy or scipy, or a method of a real array, with lists of traced numbers as arrays."""
    from .library_calls import call_library

    return call_library(function, arguments, options)
