"""A loaded loss function: its value, its recording, and its gradient by the best way there is."""

import sys

from . import special_formulas  # noqa: F401 (adds its formulas)
from .arguments import first_of, number_of
from .escape import Escape
from .faults import fault_of
from .loading import lifted_code, roots
from .recording import Recording
from .swap import Swap
from .tensors import Precision, is_tensor, jax_module, value_and_gradient
from .tracing import np, output_node, record

if np is not None:
    from .arrays import traced_input
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
        self._jax_function = None
        self.escaped = None
        """Why the function cannot be recorded, once that has been seen."""

    def value(self, theta):
        """The plain function's value at θ."""
        return number_of(self._function(*self.layout.plain(theta)))

    def trace(self, theta):
        """``(recording, output)`` of one call at θ; raises `Escape` where the function cannot be recorded."""
        if np is not None:
            register_loaded()
        if self.layout.takes_tensors or self.layout.takes_jax:
            return self._trace_library(theta)
        table = lifted_code(self._unit)
        try:
            with Swap(table, roots(self._unit) + [self._function]):
                recording, output, _ = record(
                    self._function, lambda k: self.layout.traced(theta, k), self.layout.dimension
                )
            return recording, output
        except Exception as error:
            self.value(theta)
            raise _escape_of(error) from error

    def _trace_library(self, theta):
        """Recorded at torch's dispatcher or by jax's jaxpr, and taken only if its gradient is the library's."""
        if np is None or Precision.single:
            raise Escape("the code computes in single precision")
        recording = Recording(self.layout.dimension)
        try:
            output = self._recorded_by_library(recording, theta)
        except Exception as error:
            self.value(theta)
            raise _escape_of(error) from error
        program = Program(recording.head(output), recording.blob)
        if not _agree(program.gradient(theta), self._library_gradient(theta)[1:]):
            raise Escape("the library's gradient is not that of the recording: something is detached or has its own")
        return recording, output

    def _recorded_by_library(self, recording, theta):
        if self.layout.takes_tensors:
            from .torch_recording import record_tensors

            return record_tensors(self._function, self.layout, theta, recording)
        from .jax_recording import record_jax

        traced = traced_input(recording, np.array(theta, float), 0)
        return output_node(recording, record_jax(self._flat_function, theta, traced))

    def _flat_function(self, theta):
        """The loss as a function of jax's flat θ."""
        return first_of(self._function(*self.layout.plain(theta))) * 1.0

    def _library_gradient(self, theta):
        if self.layout.takes_tensors:
            return ("torch",) + self._torch_gradient(theta)
        return ("jax",) + self._jax_gradient(theta)

    def _jax_gradient(self, theta):
        """Compiled, unless the code branches on values."""
        jax = jax_module()
        theta = jax.numpy.asarray(theta)
        scalar = lambda x: self._flat_function(x).reshape(())
        if self._jax_function is None:
            self._jax_function = jax.jit(jax.value_and_grad(scalar))
        try:
            value, gradient = self._jax_function(theta)
        except TypeError:
            self._jax_function = jax.value_and_grad(scalar)
            value, gradient = self._jax_function(theta)
        return float(value), [float(x) for x in gradient]

    def gradient(self, theta, method="best"):
        """``(method, value, gradient)``: by reverse mode, by torch, or by central differences."""
        if method == "differences":
            return ("differences",) + self._differences(theta)
        if self.layout.takes_tensors or self.layout.takes_jax:
            return self._library_gradient(theta)
        if np is not None and (self.escaped is None or method == "reverse"):
            try:
                return ("reverse",) + self._reverse(theta)
            except Escape as escape:
                if method == "reverse":
                    raise
                self.escaped = escape
        return ("differences",) + self._differences(theta)

    def _reverse(self, theta):
        """By the recording that holds at θ; recorded anew where none does."""
        for program in self._programs:
            answer = program.gradient_if_holds(theta)
            if answer is not None:
                return answer
        recording, output = self.trace(theta)
        program = Program(recording.head(output), recording.blob)
        self._programs = [program] + self._programs[: MOST_PROGRAMS - 1]
        return program.gradient(theta)

    def _torch_gradient(self, theta):
        arguments, leaves = self.layout.with_leaves(theta)
        loss = first_of(self._function(*arguments))
        if not is_tensor(loss):
            return number_of(loss), [0.0] * self.layout.dimension
        number_of(loss)
        return value_and_gradient(loss, leaves)

    def _differences(self, theta):
        """Central differences, steps ε^⅓ of the parameter's size."""
        slopes = []
        for k, x in enumerate(theta):
            step = _STEP * max(1.0, abs(x))
            up, down = (self.value(_with(theta, k, x + sign * step)) for sign in (1, -1))
            slopes.append((up - down) / ((x + step) - (x - step)))
        return self.value(theta), slopes

    def returned_gradient(self, theta):
        """The gradient that the function returns beside its value, flat; None where it returns none of that length."""
        returned = self._function(*self.layout.plain(theta))
        if not isinstance(returned, (tuple, list)) or len(returned) < 2:
            return None
        flat = _flat(returned[1])
        return flat if flat is not None and len(flat) == self.layout.dimension else None


def _agree(mine, theirs):
    """Whether values and gradients are the same but for rounding; where one is no number the other is none."""
    mine, theirs = np.append(mine[1], mine[0]), np.append(theirs[1], theirs[0])
    size = max(1.0, np.abs(theirs[np.isfinite(theirs)]).max(initial=0.0))
    return bool(np.all((np.abs(mine - theirs) <= 1e-9 * size) | (np.isnan(mine) & np.isnan(theirs))))


def _escape_of(error):
    """An exception that only the recording met, as the reason why there is none."""
    fault = fault_of(error)
    escape = Escape("recording it met %s" % fault["message"])
    escape.place = (fault["file"], fault["line"]) if "file" in fault else None
    return escape


def _with(theta, k, x):
    changed = list(theta)
    changed[k] = x
    return changed


def _flat(nested):
    """Numbers of nested lists, dictionaries, arrays and tensors in order; None where there is something else."""
    if isinstance(nested, dict):
        nested = list(nested.values())
    if hasattr(nested, "tolist"):
        nested = nested.tolist()
    if isinstance(nested, (list, tuple)):
        parts = [_flat(one) for one in nested]
        return None if None in parts else [x for part in parts for x in part]
    try:
        return [float(nested)]
    except (TypeError, ValueError):
        return None
