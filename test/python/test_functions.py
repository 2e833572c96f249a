"""Every function of the table, recorded: its value is numpy's, its gradient the complex step's or the differences'."""

import unittest
import warnings

from function_table import ARRAYS, ELEMENTWISE, SPECIAL, rows
from golden import NEEDS_NUMPY, Defined, fine_differences, complex_steps, np, recorded

try:
    import scipy
except ImportError:
    scipy = None

_PREAMBLE = """
import numpy as np
A = np.arange(36.).reshape(6, 6) / 10 + np.eye(6)
B = np.arange(6.).reshape(3, 2)
W = np.array([0.3, -1.2, 0.7, 0.4, -0.5, 1.1])
trapezoid = np.trapezoid if hasattr(np, "trapezoid") else np.trapz
def S(x):
    v = x.reshape(6, 1)
    return v @ v.T + 8 * np.eye(6)
"""
_SCIPY = "import scipy.special as sp, scipy.stats as st, scipy.linalg as sl\n"

_SAMPLE = [0.61, 1.37, 0.83, 1.06, 0.92, 1.71]


def _loss(expression, scipy_too):
    body = "def loss(x):\n    r = np.ravel(%s)\n    return np.sum(r * np.resize(W, r.shape))\n" % expression
    return Defined(_PREAMBLE + (_SCIPY if scipy_too else "") + body)


@unittest.skipIf(np is None, NEEDS_NUMPY)
class Functions(unittest.TestCase):
    def check(self, how, expression, scipy_too=False):
        loss = _loss(expression, scipy_too)
        theta = np.array(_SAMPLE)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = recorded(loss, theta, lifted=True)
            expected = loss(theta)
            value, gradient = program.gradient(theta)
            wanted = complex_steps(loss, theta) if how == "c" else fine_differences(loss, theta)
        size = max(1.0, np.abs(wanted).max())
        # numpy's own rounding, once a node; differences err by their step to the fourth and ε over the step.
        self.assertLess(abs(value - expected), 1e-13 * max(1.0, abs(expected)) * (10 if scipy_too else 1), expression)
        self.assertLess(np.abs(gradient - wanted).max() / size, 1e-12 if how == "c" else 1e-10, expression)
        self.assertTrue(program.holds(theta), expression)

    def test_elementwise(self):
        for how, expression in rows(ELEMENTWISE):
            with self.subTest(expression):
                self.check(how, expression)

    def test_arrays(self):
        for how, expression in rows(ARRAYS):
            with self.subTest(expression):
                self.check(how, expression)

    @unittest.skipIf(scipy is None, "needs scipy")
    def test_special(self):
        for how, expression in rows(SPECIAL):
            with self.subTest(expression):
                self.check(how, expression, scipy_too=True)


if __name__ == "__main__":
    unittest.main()
