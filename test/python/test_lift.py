"""What protocols do not reach, lifted: lists, math, built-ins, choices, item assignment; and what must never be lost."""

import unittest

from golden import NEEDS_NUMPY, Defined, central_differences, np, recorded

if np is not None:
    from optimizer_lens.escape import Escape

SAMPLE = [0.61, 1.37, 0.83, 1.06]


def follows(test, body, theta=SAMPLE, guards=None):
    """The lifted function's program agrees with the function."""
    loss = Defined("import math\nimport numpy as np\nfrom math import *\n" + body)
    program = recorded(loss, theta, lifted=True)
    value, gradient = program.gradient(theta)
    expected = loss(np.array(theta))
    expected = expected[0] if isinstance(expected, tuple) else expected
    test.assertAlmostEqual(value, float(np.ravel(expected)[0]), delta=1e-12 * max(1, abs(value)))
    first = lambda x: float(np.ravel(loss(x)[0] if isinstance(loss(x), tuple) else loss(x))[0])
    wanted = central_differences(first, np.array(theta))
    test.assertLess(np.abs(gradient - wanted).max(), 1e-7 * max(1, np.abs(wanted).max()), body)
    if guards is not None:
        test.assertEqual(len(program.guards), guards, body)
    return program


@unittest.skipIf(np is None, NEEDS_NUMPY)
class Lift(unittest.TestCase):
    def test_scalars_of_math(self):
        names = "sqrt exp expm1 log log1p log2 log10 sin cos tan atan sinh cosh tanh asinh fabs erf erfc lgamma gamma radians degrees"
        for name in names.split():
            with self.subTest(name):
                follows(self, "def loss(x): return math.%s(x[0]) * x[1]" % name)
        for text in ("hypot(x[0], x[1])", "atan2(x[0], x[1])", "pow(x[0], x[1])", "fmod(x[1], x[0])", "log(x[0], x[1])",
                     "copysign(x[0], -x[1])", "fsum(x)", "asin(x[0])", "acos(x[0])", "atanh(x[0])", "acosh(x[1])",
                     "dist([x[0], x[1]], [1, 2])", "floor(x[1]) * x[0]", "ceil(x[1]) * x[0]", "trunc(x[1]) * x[0]"):
            with self.subTest(text):
                follows(self, "def loss(x): return math.%s" % text)

    def test_builtins(self):
        for text in ("sum(t * t for t in x)", "max(x[0], x[1]) * x[2]", "min(t * t for t in x)", "abs(x[0] - x[1])", "max(x)",
                     "sorted(x)[1] * x[0]", "float(x[0]) ** 2", "round(x[1]) * x[0]", "round(x[1], 1) * x[0]", "int(x[1] * 3) * x[0]",
                     "pow(x[0], 3)", "sum(a * b for a, b in zip(x, x[1:]))", "len(x) * x[0]", "sum(map(lambda t: math.exp(t), x))",
                     "sum([i * t for i, t in enumerate(x)])", "divmod(x[1], x[0])[1]", "(x[0] if isinstance(x, np.ndarray) else 0)"):
            with self.subTest(text):
                follows(self, "def loss(x): return " + text)

    def test_lists_given_to_numpy(self):
        for text in ("np.array([x[0], x[1] * 2]).sum()", "np.sum([x[0], x[1] ** 2])", "np.linalg.norm([x[0], 3, x[1]])",
                     "np.dot([x[0], x[1]], [x[2], 2])", "np.array([[x[0], 1.0], [x[1], x[2]]])[1, 0] ** 2", "np.mean([t * t for t in x])",
                     "np.linalg.det(np.array([[x[0], 1], [2, x[1]]]))", "np.max([x[0], x[1]])", "np.exp([x[0], x[1]]).sum()",
                     "np.asarray(x)[1] ** 2", "np.full(3, x[0]).sum()", "np.stack([[x[0], x[1]], x[:2]])[0, 1]",
                     "np.vstack([x, [t * t for t in x]])[1, 2]", "np.arange(4.0).dot(x)", "np.eye(4).dot(x)[2] ** 2", "np.float64(x[0]) * x[1]"):
            with self.subTest(text):
                follows(self, "def loss(x): return " + text)

    def test_choices_need_no_guard(self):
        follows(self, "def loss(x): return x[0] if x[0] > x[1] else x[1] ** 2", guards=0)
        follows(self, "def loss(x):\n  y = x[0]\n  if y < 1: y = y * 3\n  return y", guards=0)
        follows(self, "def loss(x):\n  if x[0] < 1: y = x[1] * 3\n  else: y = math.log(x[0])\n  return y", guards=0)
        follows(self, "def loss(x): return math.sqrt(x[0] - 1) if x[0] > 1 else x[1]", guards=1)

    def test_branches_are_guarded(self):
        program = follows(self, "def loss(x):\n  if x[0] > 2: return 1e10\n  return x[0] ** 2 + np.log(x[1])")
        self.assertFalse(program.holds(np.array([3.0, 1, 1, 1])))
        program = follows(self, "def loss(x):\n  y = x[0]\n  while y < 10: y = y * 2\n  return y")
        self.assertFalse(program.holds(np.array([11.0, 1, 1, 1])))

    def test_item_assignment(self):
        follows(self, "def loss(x):\n  g = np.zeros(4)\n  for i in range(4): g[i] = x[i] ** 2\n  return g.sum()")
        follows(self, "def loss(x):\n  g = np.zeros(4)\n  h = g\n  v = g[1:]\n  h[1] = x[0]\n  v[0] += x[1]\n  return g @ x")
        follows(self, "def loss(x):\n  g = np.arange(4.0) * 2\n  g[1] = x[0]\n  g += x\n  return g @ g")
        follows(self, "def loss(x):\n  d = {'a': np.zeros(2)}\n  d['a'][0] = x[0]\n  d['a'][1] += x[1]\n  return d['a'] @ x[:2]")
        follows(self, "class B: pass\ndef loss(x):\n  b = B()\n  b.g = np.ones((2, 2))\n  b.g[0, :] = x[:2]\n  b.g *= x[2]\n  return b.g.sum()")
        follows(self, "def loss(x):\n  s = [0.0] * 4\n  for i in range(4): s[i] = s[i - 1] * 0.5 + x[i]\n  return s[-1]")
        follows(self, "def loss(x):\n  h = np.empty(4)\n  h[0] = 1\n  for t in range(1, 4): h[t] = x[0] + x[1] * h[t-1]\n  return np.log(h).sum()")
        follows(self, "def loss(x):\n  m = x > 0.9\n  v = m[1:]\n  v ^= True\n  return np.where(m, x, 2 * x).sum()")
        follows(self, "def fill(g, x):\n  g[:] = x * 2\ndef loss(x):\n  g = np.zeros(4)\n  fill(g, x)\n  return g.sum()")

    def test_tuple_and_one_by_one(self):
        follows(self, "def loss(x):\n  J = x.reshape(1, 4) @ x.reshape(4, 1)\n  return J, 2 * x")
        follows(self, "def loss(x): return np.array([x[0] * x[1]])")

    def test_closures_methods_and_partials(self):
        follows(self, "class M:\n  def __init__(s): s.k = 3\n  def f(s, x): return math.exp(x[0]) * s.k\nm = M()\ndef loss(x): return m.f(x)")
        follows(self, "def make():\n  k = 2\n  def inner(x): return math.exp(x[0] * k)\n  return inner\nf = make()\ndef loss(x): return f(x)")
        follows(self, "import functools\ndef g(a, x): return math.exp(x[0]) * a\nh = functools.partial(g, 2)\ndef loss(x): return h(x)")

    def test_lost_writes_escape(self):
        for body in ("g = np.zeros(4)\ndef loss(x):\n  g[0] = x[0]\n  return g.sum()",
                     "def loss(x):\n  a = np.arange(4.0) * 1\n  b = a\n  a[0] = x[0]\n  return b.sum()",
                     "def loss(x):\n  a = np.arange(4.0) * 1\n  v = a[1:]\n  v[0] = x[0]\n  return a.sum()",
                     "def loss(x):\n  a = [np.arange(4.0) * 1]\n  a[0][1] = x[0]\n  return a[0].sum()",
                     "def loss(x):\n  a = np.arange(4.0) * 1\n  np.add(x, x, out=a)\n  return a.sum()",
                     "def loss(x):\n  return np.fft.fft(x).real.sum()",
                     "def loss(x):\n  import array\n  return sum(array.array('d', [x[0]]))",
                     "def loss(x):\n  try:\n    return np.linalg.svd(x.reshape(2, 2))[1].sum()\n  except Exception:\n    return 0.0"):
            with self.subTest(body):
                loss = Defined("import numpy as np\n" + body)
                with self.assertRaises(Escape):
                    recorded(loss, SAMPLE, lifted=True)

    def test_a_bare_except_swallows_nothing(self):
        loss = Defined("import array\ndef loss(x):\n  try: return array.array('d', [x[0]])[0]\n  except: return x[1]")
        with self.assertRaises(Escape):
            recorded(loss, SAMPLE, lifted=True)

    def test_arrays_of_objects_are_slower_and_right(self):
        follows(self, "def loss(x): return np.apply_along_axis(lambda r: np.exp(r).sum(), 0, x)")
        follows(self, "def loss(x): return np.vectorize(lambda t: math.exp(t) if t > 1 else t)(x).sum()")
        follows(self, "def loss(x):\n  m = np.matrix(x)\n  return float((m * m.T)[0, 0])")
        follows(self, "def loss(x):\n  import copy\n  y = copy.deepcopy(x)\n  y[0] *= x[1]\n  return y.sum() + copy.deepcopy(x[0])")

    def test_plain_arrays_of_a_recording_reach_compiled_code(self):
        follows(self, "import json, struct\ndef loss(x):\n  a = np.array([1.0, 2.0])\n  n = len(a.tobytes()) + len(json.dumps(a.tolist()))\n  return x[0] * n * np.asarray(a, dtype=float)[1] * sorted(a)[0]")

    def test_code_is_restored(self):
        loss = Defined("import math\ndef helper(x): return 1 / 0 * x\ndef loss(x): return helper(x[0])")
        before = loss.function.__code__, loss.unit.module.helper.__code__
        with self.assertRaises(ZeroDivisionError):
            recorded(loss, SAMPLE, lifted=True)
        self.assertEqual((loss.function.__code__, loss.unit.module.helper.__code__), before)
        import builtins

        self.assertFalse([name for name in vars(builtins) if name.startswith("__lens_")])

    def test_value_kept_from_an_earlier_call(self):
        loss = Defined("kept = []\ndef loss(x):\n  kept.append(x[0])\n  return kept[0] * x[1]")
        recorded(loss, SAMPLE, lifted=True)
        with self.assertRaises(Escape):
            recorded(loss, SAMPLE, lifted=True)


if __name__ == "__main__":
    unittest.main()
