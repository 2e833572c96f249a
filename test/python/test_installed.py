"""Code of installed packages is followed where a recording would end in it."""

import os
import shutil
import sys
import tempfile
import unittest

from golden import NEEDS_NUMPY, Defined, np

if np is not None:
    from optimizer_lens.arguments import Layout
    from optimizer_lens.escape import Escape
    from optimizer_lens.objective import Objective

PACKAGE = """
import numpy as np
import math

class Problem:
    def evaluate(self, x):
        filled = np.zeros(len(x))
        for i in range(len(x)):
            if x[i] < 0.5:
                filled[i] = x[i] ** 2
            else:
                filled[i] = 2 * math.sqrt(x[i])
        return self.total(filled)

    def total(self, parts):
        return np.sum(parts) + np.sum(np.asarray([0.0, parts[0]]) * 3)

kept = np.zeros(1)

def hidden(x):
    kept[0] = x[0]
    return kept[0]
"""

TEXT = """
import numpy as np
import lens_test_package as package

problem = package.Problem()

def loss(x):
    return problem.evaluate(x) * x[1]

def lost(x):
    return package.hidden(x) * x[1]
"""


@unittest.skipIf(np is None, NEEDS_NUMPY)
class Installed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        packages = os.path.join(self.folder, "site-packages")
        os.mkdir(packages)
        with open(os.path.join(packages, "lens_test_package.py"), "w") as stream:
            stream.write(PACKAGE)
        sys.path.insert(0, packages)

    def tearDown(self):
        del sys.path[0]
        del sys.modules["lens_test_package"]
        shutil.rmtree(self.folder)

    def objective(self, name):
        unit = Defined(TEXT, name).unit
        function = getattr(unit.module, name)
        return Objective(unit, function, Layout([{"name": "x", "start": [0.3, 0.8]}], function, unit.module.__dict__))

    def test_arrays_that_a_package_fills(self):
        method, value, gradient = self.objective("loss").gradient([0.3, 0.8])
        # (a² + 2√b + 3a²)·b
        self.assertEqual(method, "reverse")
        self.assertAlmostEqual(value, (4 * 0.3**2 + 2 * 0.8**0.5) * 0.8, delta=1e-15)
        expected = [8 * 0.3 * 0.8, 4 * 0.3**2 + 3 * 0.8**0.5]
        # Roundings of a handful of operations.
        self.assertLess(np.abs(np.subtract(gradient, expected)).max(), 1e-14)

    def test_what_cannot_be_followed_there_ends_the_recording(self):
        with self.assertRaises(Escape):
            self.objective("lost").trace([0.3, 0.8])


if __name__ == "__main__":
    unittest.main()
