"""A loaded loss function: its value, its recording, and its gradient by reverse mode or by differences."""

import sys

from . import special_formulas  # noqa: F401 (adds its formulas)
from .arguments import number_of
from .loading import lifted_code, roots
from .swap import Swap
from .tracing import np, record

if np is not None:
    from .evaluate import Program
    from .special import register_loaded

MOST_PROGRAMS = 16
"""Recordings kept for the branches that a function takes."""

_STEP = sys.float_info.epsilon ** (1 / 3)


class Objective:
    """One function of one file with its arguments laid out."""

    def __init__(self, unit, function, layout):
        self._unit = unit
        self._function = function
        self.layout = layout
        self._programs = []

    def value(self, theta):
        """The plain function's value at θ."""
        return number_of(self._function(*self.layout.plain(theta)))

    def trace(self, theta):
        """``(recording, output, returned)`` of one call at θ."""
        if np is not None:
            register_loaded()
        table = lifted_code(self._unit)
        with Swap(table, roots(self._unit) + [self._function]):
            return record(self._function, lambda k: self.layout.traced(theta, k), self.layout.dimension)

    def gradient(self, theta):
        """``(value, gradient)`` by reverse mode over the recording that holds at θ; recorded anew where none does."""
        for program in self._programs:
            answer = program.gradient_if_holds(theta)
            if answer is not None:
                return answer
        recording, output, _ = self.trace(theta)
        program = Program(recording.head(output), recording.blob)
        self._programs = [program] + self._programs[: MOST_PROGRAMS - 1]
        return program.gradient(theta)

    def differences(self, theta):
        """``(value, gradient)`` by central differences, steps ε^⅓ of the parameter's size."""
        slopes = []
        for k, x in enumerate(theta):
            step = _STEP * max(1.0, abs(x))
            moved = [self.value(_with(theta, k, x + sign * step)) for sign in (1, -1)]
            slopes.append((moved[0] - moved[1]) / ((x + step) - (x - step)))
        return self.value(theta), slopes

    def returned_gradient(self, theta):
        """The gradient that the function returns beside its value, flat; None where it returns none of that length."""
        returned = self._function(*self.layout.plain(theta))
        if not isinstance(returned, (tuple, list)) or len(returned) < 2:
            return None
        flat = _flat(returned[1])
        return flat if flat is not None and len(flat) == self.layout.dimension else None


def _with(theta, k, x):
    changed = list(theta)
    changed[k] = x
    return changed


def _flat(nested):
    """Numbers of nested lists, dictionaries and arrays in order; None where there is something else."""
    if isinstance(nested, dict):
        nested = list(nested.values())
    if hasattr(nested, "ravel"):
        return [float(x) for x in nested.ravel()]
    if isinstance(nested, (list, tuple)):
        parts = [_flat(one) for one in nested]
        return None if None in parts else [x for part in parts for x in part]
    try:
        return [float(nested)]
    except (TypeError, ValueError):
        return None


