"""A loaded loss function: its value, its recording, and its gradient by the best way there is."""

import sys

from . import special_formulas  # noqa: F401 (adds its formulas)
from .arguments import number_of
from .escape import Escape, installed_module
from .faults import fault_of
from .library_gradient import LibraryGradient
from .loading import lift_installed, lifted_code, roots
from .recording import Recording
from .samples import SampleGroups
from .swap import Swap
from .tensors import Precision
from .tracing import np, output_node, record

if np is not None:
    from .arrays import traced_input
    from .evaluate import Program
    from .special import register_loaded

MOST_PROGRAMS = 16
"""Recordings kept for the branches that a function takes."""

_ELSEWHERE = 1e-3
"""How far away, relative to θ, a recording is looked at once more: what was a plain number there still is."""

_STEP = sys.float_info.epsilon ** (1 / 3)


class Objective:
    """One function of one file with its arguments laid out; over samples, the mean of what it gives for each."""

    def __init__(self, unit, function, layout, samples=None):
        self._unit = unit
        self._function = function
        self.layout = layout
        self.samples = samples
        self._programs = {}
        self._groups = SampleGroups()
        self._library = LibraryGradient(function, layout, self._with_sample)
        self.escaped = None
        """Why the function cannot be recorded, once that has been seen."""

    def value(self, theta, indices=None):
        """The plain function's value at θ; over samples, the mean over those at the indices, all unless given."""
        if self.samples is None:
            return self._value(theta, None)
        total, count = 0.0, 0
        for index in range(len(self.samples)) if indices is None else indices:
            value = self._value(theta, index)
            total = value if count == 0 else total + value
            count += 1
        return total / count

    def _value(self, theta, sample):
        return number_of(self._function(*self._with_sample(self.layout.plain(theta), sample)))

    def _with_sample(self, arguments, sample):
        """The arguments of a call, the sample last; a loss without samples takes none."""
        return arguments if sample is None else arguments + [self.samples[sample]]

    def trace(self, theta, sample=None):
        """``(recording, output)`` of one call at θ; raises `Escape` where the function cannot be recorded."""
        return self._recorded(theta, [sample], False)[0]

    def trace_samples(self, theta, indices=None):
        """The groups of recordings (see `SampleGroups`) of the samples at the indices, all unless given."""
        indices = range(len(self.samples)) if indices is None else indices
        return self._groups.group(indices, self._recorded(theta, indices, True))

    def _recorded(self, theta, samples, separates):
        """A recording with its output for each sample."""
        if np is not None:
            register_loaded()
        if self.layout.takes_tensors or self.layout.takes_jax:
            return [self._trace_library(theta, sample, separates) for sample in samples]
        try:
            return self._recorded_lifted(theta, samples, separates)
        except Escape as escape:
            # Where it ended in an installed package, that one's code may be followed, too.
            if escape.module is None or not lift_installed(escape.module):
                raise
        return self._recorded(theta, samples, separates)

    def _recorded_lifted(self, theta, samples, separates):
        table = lifted_code(self._unit)
        try:
            with Swap(table, roots(self._unit) + [self._function]):
                return [self._record(theta, sample, separates) for sample in samples]
        except Exception as error:
            self.value(theta, samples)
            raise _escape_of(error) from error

    def _record(self, theta, sample, separates):
        arguments = lambda k: self._with_sample(self.layout.traced(theta, k), sample)
        return record(self._function, arguments, self.layout.dimension, separates)[:2]

    def _trace_library(self, theta, sample, separates):
        """Recorded at torch's dispatcher or by jax's jaxpr, and taken only if its gradient is the library's."""
        if np is None or Precision.single:
            raise Escape("the code computes in single precision")
        recording = Recording(self.layout.dimension, separates)
        try:
            output = self._recorded_by_library(recording, theta, sample)
        except Exception as error:
            self._value(theta, sample)
            raise _escape_of(error) from error
        program = Program(recording.head(output), recording.blob)
        if not self._is_librarys(program, theta, sample):
            raise Escape("the library's gradient is not that of the recording: something is detached or has its own")
        if not self._is_librarys(program, np.add(theta, _ELSEWHERE * np.maximum(1, np.abs(theta))), sample):
            raise Escape("a value passes through plain numbers, as by .numpy() or .tolist()")
        return recording, output

    def _is_librarys(self, program, theta, sample):
        """Whether a recording has value and gradient of the library at θ; where it does not hold, nothing says no."""
        mine = program.gradient_if_holds(theta)
        try:
            return mine is None or _agree(mine, self._library.gradient(theta, sample)[1:])
        except Exception:
            return True  # The function is not defined there.

    def _recorded_by_library(self, recording, theta, sample):
        if self.layout.takes_tensors:
            from .torch_recording import record_tensors

            function = lambda *arguments: self._function(*self._with_sample(list(arguments), sample))
            return record_tensors(function, self.layout, theta, recording)
        from .jax_recording import record_jax

        traced = traced_input(recording, np.array(theta, float), 0)
        return output_node(recording, record_jax(self._library.flat_function(sample), theta, traced))

    def gradient(self, theta, method="best", sample=None):
        """``(method, value, gradient)`` of a loss or of one of its samples: by reverse mode, torch, or differences.

        Of a loss over samples without one, the mean.
        """
        if self.samples is not None and sample is None:
            return self._mean_gradient(theta, method)
        if method == "differences":
            return ("differences",) + self._differences(theta, sample)
        if self.layout.takes_tensors or self.layout.takes_jax:
            return self._library.gradient(theta, sample)
        if np is not None and (self.escaped is None or method == "reverse"):
            try:
                return ("reverse",) + self._reverse(theta, sample)
            except Escape as escape:
                if method == "reverse":
                    raise
                self.escaped = escape
        return ("differences",) + self._differences(theta, sample)

    def _mean_gradient(self, theta, method):
        total, slopes = 0.0, [0.0] * self.layout.dimension
        for index in range(len(self.samples)):
            method, value, gradient = self.gradient(theta, method, index)
            total += value
            slopes = [a + b for a, b in zip(slopes, gradient)]
        count = len(self.samples)
        return method, total / count, [slope / count for slope in slopes]

    def _reverse(self, theta, sample):
        """By the recording that holds at θ; recorded anew where none does."""
        programs = self._programs.setdefault(sample, [])
        for program in programs:
            answer = program.gradient_if_holds(theta)
            if answer is not None:
                return answer
        recording, output = self.trace(theta, sample)
        programs.insert(0, Program(recording.head(output), recording.blob))
        del programs[MOST_PROGRAMS if sample is None else 1 :]
        return programs[0].gradient(theta)

    def _differences(self, theta, sample):
        """Central differences, steps ε^⅓ of the parameter's size."""
        slopes = []
        for k, x in enumerate(theta):
            step = _STEP * max(1.0, abs(x))
            up, down = (self._value(_with(theta, k, x + sign * step), sample) for sign in (1, -1))
            slopes.append((up - down) / ((x + step) - (x - step)))
        return self._value(theta, sample), slopes

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
    innermost = error.__traceback__
    while innermost.tb_next is not None:
        innermost = innermost.tb_next
    escape.module = installed_module(innermost.tb_frame)
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
