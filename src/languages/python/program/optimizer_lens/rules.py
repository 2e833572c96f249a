"""The table of rules by function object, and what happens to functions that have none."""

import numpy as np

from .arrays import TracedArray, to_objects
from .nesting import as_array, contains_traced, fixed_key
from .escape import Escape
from .traced import Traced, apply, recording_of, value_of

_COMPILED = ("numpy.linalg", "numpy.fft")

RULES = {}
"""Function object → what to call in its place when an argument is traced."""


def resolve(path, module=np):
    """The function a dotted name means in a module, None where this version has none."""
    found = module
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def rule(*paths, module=np):
    """Makes a function the rule for functions of numpy, by their dotted names."""

    def register(implementation):
        for path in paths:
            function = resolve(path, module)
            if function is not None:
                RULES[function] = implementation
        return implementation

    return register


def call_rule(function, arguments, options):
    """The rule's answer, or the function called with arrays of objects where there is no rule."""
    implementation = RULES.get(function)
    if implementation is not None:
        try:
            return implementation(*arguments, **options)
        except NotImplementedError:
            raise no_rule(function) from None
    module = getattr(function, "__module__", None) or ""
    if isinstance(function, np.ufunc) or not module.startswith("numpy") or module.startswith(_COMPILED):
        raise no_rule(function)
    return by_elements(function, arguments, options)


def no_rule(function):
    """The end of a recording at a function without a derivative rule."""
    return Escape("%s of traced arrays has no derivative rule" % getattr(function, "__name__", function))


def by_elements(function, arguments, options):
    """Calls with arrays of traced numbers: slower, and right where the function is made of arithmetic."""
    arguments = [_elements(x) for x in arguments]
    options = {name: _elements(x) for name, x in options.items()}
    try:
        return _arrays(function(*arguments, **options))
    except (TypeError, AttributeError):
        raise no_rule(function) from None


def _elements(x):
    if isinstance(x, TracedArray) and x.current_node() is None:
        return x.value
    if isinstance(x, (list, tuple)) and contains_traced(x):
        return type(x)(_elements(part) for part in x) if not hasattr(x, "_fields") else x
    return to_objects(x)


def _arrays(x):
    if isinstance(x, np.ndarray) and x.dtype == object:
        return as_array(x)
    if isinstance(x, (list, tuple)) and not hasattr(x, "_fields"):
        return type(x)(_arrays(part) for part in x)
    return x


def fixed_arguments(arguments):
    """Arguments that steer a function (axes, indices, lengths) as constants, guarded."""
    return [fixed_key(x) for x in arguments]


def special_function(name):
    """The function of scipy.special by that name, recorded as one operation."""

    def compute(*values):
        import scipy.special

        return getattr(scipy.special, name)(*values)

    return lambda *of: apply(name, compute, *of)


def shape_of(x):
    """The shape of anything numpy takes for an array."""
    return np.shape(value_of(x))


def rank_of(x):
    """How many axes it has."""
    return len(shape_of(x))


def array(x):
    """A list as an array, everything else that can be an operand as it is."""
    x = as_array(x)
    return x if isinstance(x, (Traced, np.ndarray, np.generic)) else np.asarray(x)


def is_constant(*operands):
    """Whether none of them depends on the parameters."""
    return recording_of(operands) is None
