"""Matrices too large to eliminate in a recording are single nodes; where one cannot be factored, code takes its other way."""

import unittest
import warnings

from golden import NEEDS_NUMPY, Defined, fine_differences, np, recorded

try:
    import scipy
except ImportError:
    scipy = None

_KERNEL = """
import numpy as np
try:
    from scipy.linalg import solve_triangular, cho_factor, cho_solve
except ImportError:
    pass
n = 40
x = np.linspace(0, 4, n)
y = np.sin(3 * x)
noise = np.cos(np.arange(1.0 * n * n)).reshape(n, n)
def kernel(w):
    return np.exp(w[0]) * np.exp(-0.5 * (x[:, None] - x) ** 2 * np.exp(w[1])) + (0.1 + w[2] ** 2) * np.eye(n)
def skew(w):
    return kernel(w) + w[0] * 0.01 * noise
def loss(w):
    %s
"""

_LARGE = """
    K = kernel(w); L = np.linalg.cholesky(K); return 0.5 * y @ np.linalg.solve(K, y) + np.sum(np.log(np.diag(L)))
    return np.sum(np.linalg.cholesky(kernel(w)) * noise)
    return np.sum(np.linalg.cholesky(skew(w)) * noise)
    return np.sum(np.linalg.solve(skew(w), noise) * noise.T)
    return np.linalg.solve(np.stack([skew(w), kernel(w)]), np.stack([noise, noise]))[1, 2, 3]
    return np.sum(np.linalg.inv(skew(w)) * noise)
    sign, logarithm = np.linalg.slogdet(-skew(w)[:31, :31]); return sign * logarithm
    return np.linalg.det(0.8 * skew(w)) * 1e3
"""

_LARGE_SCIPY = """
    return np.sum(solve_triangular(kernel(w), noise, lower=True) * noise)
    return np.sum(solve_triangular(kernel(w), y, trans=1, unit_diagonal=True) ** 2)
    return y @ cho_solve(cho_factor(kernel(w)), y)
"""

_CAUGHT = """
import numpy as np
n = %d
base = 0.5 * np.eye(n) + 0.5 / n
def loss(w):
    try:
        L = np.linalg.cholesky(w[0] * base + w[1] * np.eye(n))
    except np.linalg.LinAlgError:
        return 1e3 + w @ w
    return np.sum(np.log(np.diag(L))) + np.sum(w * w)
"""


def _lines(text):
    return [line.strip() for line in text.strip().splitlines()]


@unittest.skipIf(np is None, NEEDS_NUMPY)
class LinearAlgebra(unittest.TestCase):
    def check(self, line):
        loss = Defined(_KERNEL % line)
        theta = np.array([0.3, 1.1, 0.4])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = recorded(loss, theta, lifted=True)
            value, gradient = program.gradient_if_holds(theta)
        self.assertTrue(any(node["op"] == "kernel" for node in program.nodes), line)
        expected, wanted = loss(theta), fine_differences(loss, theta)
        # LAPACK solves another system than the function's: the condition of these matrices is some 10³.
        self.assertLess(abs(value - expected), 1e-11 * max(1.0, abs(expected)), line)
        self.assertLess(np.abs(gradient - wanted).max(), 1e-8 * max(1.0, np.abs(wanted).max()), line)

    def test_large_matrices(self):
        for line in _lines(_LARGE):
            with self.subTest(line):
                self.check(line)

    @unittest.skipIf(scipy is None, "needs scipy")
    def test_large_matrices_by_scipy(self):
        for line in _lines(_LARGE_SCIPY):
            with self.subTest(line):
                self.check(line)

    def test_what_cannot_be_factored_is_another_way(self):
        for size in (4, 40):
            loss = Defined(_CAUGHT % size)
            definite, indefinite = np.array([1.0, 0.5]), np.array([1.0, -0.7])
            for here, there in ((definite, indefinite), (indefinite, definite)):
                with self.subTest(size=size, here=here):
                    program = recorded(loss, here, lifted=True)
                    value, gradient = program.gradient_if_holds(here)
                    # A sum of up to 40 logarithms.
                    self.assertLess(abs(value - loss(here)), 1e-12 * abs(value))
                    self.assertLess(np.abs(gradient - fine_differences(loss, here)).max(), 1e-8 * abs(value))
                    with np.errstate(invalid="ignore"):
                        self.assertIsNone(program.gradient_if_holds(there))


if __name__ == "__main__":
    unittest.main()
