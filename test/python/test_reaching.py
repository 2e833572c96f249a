"""Functions that need something to be called: methods of objects, and functions inside others."""

import os
import unittest

from golden import NEEDS_NUMPY, np
from test_server import InWorkspace


class Reaching(InWorkspace):
    def reached(self, text, function):
        answer = self.load(text, function=function)
        return answer.get("by", answer.get("message"))

    def test_a_method_of_the_object_that_the_file_makes(self):
        text = """
            class Model:
                def __init__(self, scale): self.scale = scale
                def loss(self, x): return self.scale * self.square(x)
                def square(self, x): return x * x
            model = Model(3.0)
            raise SystemExit("this is not needed")
            """
        self.assertEqual(self.reached(text, "model.loss"), "model")
        self.prepare(2.0)
        self.assertEqual(self.value(2.0), 12.0)
        # 3·2x, by differences where there is no NumPy.
        self.assertAlmostEqual(self.peer.ask("gradient", [2.0])[1][1], 12.0, delta=1e-6)

    def test_a_method_of_an_object_that_needs_nothing(self):
        text = "class Model:\n    scale = 2\n    def loss(self, x): return self.scale * x\n"
        self.assertEqual(self.reached(text, "Model().loss"), "Model()")
        self.prepare(2.0)
        self.assertEqual(self.value(2.0), 4.0)

    def test_static_methods_are_reached_by_nothing(self):
        text = "class Model:\n    @staticmethod\n    def loss(x): return x\n    @classmethod\n    def other(cls, x): return x\n"
        self.assertIsNone(self.reached(text, "Model.loss"))
        self.assertIsNone(self.reached(text, "Model.other"))

    def test_a_nested_function_as_the_file_calls_what_is_around_it(self):
        self.marker = os.path.join(self.folder, "trained")
        text = """
            def fit(data, scale=2.0):
                total = sum(data)
                def loss(x):
                    return scale * (x - total) ** 2
                open(%r, "w").close()
                return loss
            result = fit([1.0, 2.0], scale=3.0)
            """ % self.marker
        self.assertEqual(self.reached(text, "fit().loss"), "fit([1.0, 2.0], scale=3.0)")
        self.prepare(1.0)
        # 3·(1 − 3)²
        self.assertEqual(self.value(1.0), 12.0)
        self.assertFalse(os.path.exists(self.marker))

    def test_a_nested_function_by_the_names_of_arguments(self):
        text = """
            def fit(data, power):
                loss = lambda x: (x - sum(data)) ** power
                minimize(loss)
            data, power = [1.0, 2.0], 2
            if __name__ == "__main__":
                fit([5.0], 3)
            """
        self.assertEqual(self.reached(text, "fit().loss"), "fit(data, power)")
        self.prepare(1.0)
        self.assertEqual(self.value(1.0), 4.0)

    def test_a_call_that_its_own_statement_feeds_is_not_taken(self):
        text = "def fit(x):\n    def loss(w): return w * x\n    return loss\nx = 2.0\nx = fit(x)\n"
        self.assertEqual(self.reached(text, "fit().loss"), "fit(x)")

    @unittest.skipIf(np is None, NEEDS_NUMPY)
    def test_a_nested_function_is_traced_and_follows_edits(self):
        text = """
            import numpy as np
            def fit(X, y):
                X = (X - X.mean(0)) / X.std(0)
                def loss(w):
                    out = np.zeros(3)
                    for k in range(3):
                        out[k] = X[k] @ w - y[k]
                    return (out ** 2).sum() if w[0] > 0 else out @ out
                return loss
            X, y = np.arange(6.0).reshape(3, 2) ** 2, np.ones(3)
            fit(X, y)
            """
        self.reached(text, "fit().loss")
        self.prepare([0.5, -0.25])
        self.assertIn("program", self.peer.ask("trace", [0.5, -0.25])[0])
        before = self.value(0.5, -0.25)
        self.reached(text.replace("- y[k]", "- 2 * y[k]"), "fit().loss")
        self.prepare([0.5, -0.25])
        self.assertNotEqual(self.value(0.5, -0.25), before)

    def test_a_fault_around_the_function_has_its_place(self):
        answer = self.load("def fit():\n    data = [1][2]\n    def loss(x): return x\n", function="fit().loss")
        self.assertEqual((answer["kind"], answer["line"]), ("IndexError", 2))
        answer = self.load("def fit():\n    if False:\n        def loss(x): return x\n", function="fit().loss")
        self.assertIn("loss is not defined when fit runs", answer["message"])


if __name__ == "__main__":
    unittest.main()
