"""What tests compare a recording with: its own evaluation, central differences, complex steps."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "languages", "python", "program"))

try:
    import numpy as np
except ImportError:
    np = None

NEEDS_NUMPY = "needs numpy"


def recorded(function, theta, lifted=False):
    """The program of one call of ``function(θ array)``; ``lifted`` for functions defined in a string (see `defined`)."""
    from optimizer_lens import special_formulas  # noqa: F401
    from optimizer_lens.evaluate import Program
    from optimizer_lens.special import register_loaded
    from optimizer_lens.tracing import record, traced_input

    register_loaded()
    theta = np.asarray(theta, float)
    with function.swap() if lifted else _Nothing():
        recording, output, returned = record(function, lambda k: [traced_input(k, theta, 0)], theta.size)
    return Program(recording.head(output), recording.blob)


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class Defined:
    """A function of a text, which can be run lifted as the program runs a file's."""

    def __init__(self, text, name="loss"):
        from optimizer_lens.unit import Unit

        self.unit = Unit("/nowhere/" + name + ".py", text)
        self.unit.run({name})
        self.function = getattr(self.unit.module, name)

    def __call__(self, *arguments):
        return self.function(*arguments)

    def swap(self):
        from optimizer_lens.swap import Swap

        return Swap(self.unit.lifted(), [self.unit.module.__dict__])


def central_differences(function, theta, step=1e-5):
    """The gradient with an error of about step² + ε/step."""
    theta = np.asarray(theta, float)
    gradient = np.zeros(theta.shape)
    for k in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[k] += step
        down[k] -= step
        gradient[k] = (function(up) - function(down)) / (up[k] - down[k])
    return gradient


def fine_differences(function, theta, step=1e-3):
    """The gradient by the differences of fourth order, whose error is about step⁴ + ε/step: some 1e-12."""
    theta = np.asarray(theta, float)
    gradient = np.zeros(theta.shape)
    for k in np.ndindex(theta.shape):
        moved = []
        for share in (1, -1, 2, -2):
            there = theta.copy()
            there[k] += share * step
            moved.append(function(there))
        gradient[k] = (8 * (moved[0] - moved[1]) - (moved[2] - moved[3])) / (12 * step)
    return gradient


def complex_steps(function, theta):
    """The gradient of an analytic function to the last digits: Im f(θ + i·h) / h."""
    theta = np.asarray(theta, float)
    gradient = np.zeros(theta.shape)
    for k in np.ndindex(theta.shape):
        moved = theta.astype(complex)
        moved[k] += 1e-40j
        gradient[k] = np.imag(function(moved)) / 1e-40
    return gradient
