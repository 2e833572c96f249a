"""Random array programs: a recording's value is numpy's, its gradient the differences'.

``OPTIMIZER_LENS_PYTHON_PROGRAMS`` says how many (500 by default).
"""

import os
import unittest
import warnings

from array_programs import Program
from golden import NEEDS_NUMPY, Defined, central_differences, np, recorded

from optimizer_lens.escape import Escape

COUNT = int(os.environ.get("OPTIMIZER_LENS_PYTHON_PROGRAMS", "500"))


@unittest.skipIf(np is None, NEEDS_NUMPY)
class Programs(unittest.TestCase):
    def test_value_and_gradient(self):
        smooth = 0
        self.escaped = 0
        for seed in range(COUNT):
            made = Program(np, seed)
            text = made.text()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                smooth += self.check(text, np.array(made.theta), seed)
        self.assertGreater(smooth, COUNT * 0.9)
        self.assertLess(self.escaped, COUNT * 0.02)

    def check(self, text, theta, seed):
        loss = Defined(text)
        message = "seed %d\n%s" % (seed, text)
        try:
            program = recorded(loss, theta, lifted=True)
        except Escape:
            self.escaped += 1
            return 0
        except BaseException as error:
            raise AssertionError("%s\n%r" % (message, error)) from error
        value, gradient = program.gradient(theta)
        expected = loss(theta)
        # One rounding a node, sums in another order.
        self.assertLess(abs(value - expected), 1e-13 * max(1.0, abs(expected)), message)
        self.assertTrue(program.holds(theta), message)
        moved = [theta + sign * 1e-5 * axis for axis in np.eye(theta.size) for sign in (1, -1)]
        if not all(program.holds(one) for one in moved):
            return 0
        return self.check_gradient(loss, theta, gradient, message)

    def check_gradient(self, loss, theta, gradient, message):
        """Where differences of two lengths agree, there is no kink between, and the gradient is theirs.

        At √0 (the spread of equal numbers) there is one that both straddle alike; the derivative there is no number.
        """
        wide, narrow = central_differences(loss, theta, 1e-5), central_differences(loss, theta, 3e-6)
        size = max(1.0, np.abs(narrow).max())
        if not np.abs(wide - narrow).max() < 1e-6 * size or not np.isfinite(gradient).all():
            return 0
        # Differences err by about 1e-16 / 3e-6, times the size of the values on the way (at most 50 each).
        self.assertLess(np.abs(gradient - narrow).max(), 1e-6 * size, message)
        return 1


if __name__ == "__main__":
    unittest.main()
