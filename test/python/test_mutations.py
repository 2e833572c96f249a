"""An error planted in any one rule is caught by the table of functions: a wrong value, or a derivative that is lost."""

import unittest
import warnings

from function_table import ARRAYS, ELEMENTWISE, SPECIAL, rows
from golden import np
from test_functions import Functions, scipy

if np is not None:
    from optimizer_lens import special_formulas  # noqa: F401
    from optimizer_lens.derivatives import DERIVATIVES, FUNCTIONS, _NONE
    from optimizer_lens.formulas import BOOLEAN, FORMULAS, LOGICAL

_NOT_DIFFERENTIABLE = frozenset(
    """floor ceil trunc rint sign signbit isnan isfinite isinf less less_equal greater greater_equal equal not_equal
    floor_divide heaviside""".split()
)


def _offset(formula):
    return lambda k, *of: k.map("add", formula(k, *of), k.number(0.01))


def _lost(formula):
    return lambda k, *of: k.map("stopGradient", formula(k, *of))


def _inverted(formula):
    return lambda k, *of: k.map("not", formula(k, *of))


def _noting(formula, name, used):
    def noted(k, *of):
        used.add(name)
        return formula(k, *of)

    return noted


def _scaled(slopes):
    return lambda *of: tuple(None if slope is None else 1.01 * slope for slope in slopes(*of))


@unittest.skipIf(np is None or scipy is None, "needs numpy and scipy")
class Mutations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore")
        cls.rows = [(how, text, False) for how, text in rows(ELEMENTWISE) + rows(ARRAYS)]
        cls.rows += [(how, text, True) for how, text in rows(SPECIAL)]

    def passes(self, row):
        try:
            Functions().check(*row)
        except (AssertionError, TypeError):
            return False
        return True

    def uses(self, table):
        """For each rule of a table the rows that go through it."""
        found = {name: [] for name in table}
        kept = dict(table)
        for row in self.rows:
            used = set()
            table.update({name: _noting(rule, name, used) for name, rule in kept.items()})
            self.passes(row)
            for name in used:
                found[name].append(row)
        table.update(kept)
        return found

    def planted(self, table, name, mutation, users):
        """Whether the error is seen."""
        kept = table[name]
        table[name] = mutation(kept)
        try:
            return not all(self.passes(row) for row in users)
        finally:
            table[name] = kept

    def check(self, table, mutations, left_out=()):
        users = self.uses(table)
        unused = [name for name, its in users.items() if not its and name not in left_out]
        self.assertEqual(unused, [], "rules without a test")
        for name, its in users.items():
            for mutation in mutations(name):
                with self.subTest(name, mutation=mutation.__name__):
                    self.assertTrue(not its or self.planted(table, name, mutation, its))

    def test_formulas(self):
        self.check(FORMULAS, _mutations, _ALIASES)

    def test_truths(self):
        self.check(LOGICAL, lambda name: [_inverted])
        self.check(BOOLEAN, lambda name: [_inverted])

    def test_every_function_has_a_derivative(self):
        # No recording holds trigamma: it is the slope of digamma.
        self.assertEqual(set(FUNCTIONS) - set(DERIVATIVES), {"trigamma"})

    def test_derivatives(self):
        table = {name: rule for name, rule in DERIVATIVES.items() if rule is not _NONE}
        users = self.uses(DERIVATIVES)
        for name in table:
            with self.subTest(name):
                self.assertTrue(self.planted(DERIVATIVES, name, _scaled, users[name]))


def _mutations(name):
    """What is planted; nothing where the value cancels (what is taken off before e^)."""
    if name == "stop_gradient":
        return []
    return [_offset] if name in _NOT_DIFFERENTIABLE else [_offset, _lost]


_ALIASES = ("true_divide", "conjugate")
"""Names that numpy gives to what another name means, too."""


if __name__ == "__main__":
    unittest.main()
