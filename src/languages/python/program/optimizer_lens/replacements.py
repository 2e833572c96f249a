"""What lifted code calls in the place of functions that traced values cannot pass through: by function object."""

import builtins
import functools
import operator
import types

try:
    import numpy as np
except ImportError:
    np = None

from .traced import Traced, apply, is_traced, value_of

REPLACEMENTS = {}


def replaces(*functions):
    """Makes a function what lifted code calls in the place of others."""

    def register(implementation):
        for function in functions:
            if function is not None:
                REPLACEMENTS[function] = implementation
        return implementation

    return register


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


def is_array_function(function):
    """Whether it is code of numpy or scipy, or a method of a real array: lists of traced numbers do not reach it."""
    if np is None:
        return False
    owner = getattr(function, "__self__", None)
    if isinstance(owner, (np.ndarray, np.generic)):
        return True
    module = getattr(function, "__module__", None) or ""
    return isinstance(function, np.ufunc) or module.startswith("numpy") or module.startswith("scipy")


def converts(arguments, options):
    """Whether a traced value is among the arguments, in lists too."""
    from .nesting import contains_traced

    return any(contains_traced(x) for x in arguments) or any(contains_traced(x) for x in options.values())


def replace_where_traced(function, implementation):
    """The implementation where a traced value is among the arguments, in lists too, else the function itself."""

    def either(*arguments, **options):
        chosen = implementation if converts(arguments, options) else function
        return chosen(*arguments, **options)

    REPLACEMENTS[function] = either


def bound_method(function, arguments, options):
    """A function of numpy or scipy, or a method of a real array, with lists of traced numbers as arrays."""
    from .library_calls import call_library

    return call_library(function, arguments, options)
