"""Losses over jax's arrays recorded by their jaxpr: value and gradient are jax's own."""

import importlib.util
import unittest

from golden import NEEDS_NUMPY, Defined, np

START = [0.3, 0.8, -0.4, 0.55, 0.2, 0.15]

EXPRESSIONS = """
(1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2
(jnp.exp(p) + jnp.expm1(p) + jnp.log(p * p + 1) + jnp.log1p(p * p) + jnp.sqrt(p * p + 1)).prod()
(jnp.sin(p) * jnp.cos(p) + jnp.tan(p) + jnp.arcsin(p) + jnp.arccos(p) + jnp.arctan(p)).sum() + jnp.arctan2(p, p + 3).sum()
(jnp.sinh(p) + jnp.cosh(p) + jnp.tanh(p) + jnp.arcsinh(p) + jnp.arctanh(p)).mean() + jnp.arccosh(p + 3).sum()
jax.nn.sigmoid(p).sum() + jax.nn.softplus(p).sum() + jax.nn.relu(p).sum() + jax.nn.log_softmax(p)[1] + jax.nn.logsumexp(p)
jax.scipy.special.gammaln(p + 2).sum() + jax.scipy.special.erf(p).sum() + jax.scipy.stats.norm.logpdf(p, p[0], 2.0).sum()
jnp.where(p > 0, p, p * p).sum() + jnp.maximum(p, 0.2).sum() + jnp.clip(p, -0.1, 0.5).sum() + jnp.abs(p).max() + p.min() + p.std()
jnp.outer(p, p).trace() + p[1:4].prod() + p[::-1] @ p + p.reshape(2, 3).T[1].sum() + p[jnp.array([0, 2])].prod() + jnp.roll(p, 2) @ p
jnp.concatenate([p, p * p])[3:8].prod() + jnp.stack([p, -p])[1, 2] + jnp.cumsum(p)[3] ** 2 + jnp.pad(p, 2)[3] ** 2 + jnp.sort(p)[2]
p.at[0].set(p[1] * 2).prod() + jnp.zeros(6).at[1:3].set(p[:2]).sum() * p[3] + jnp.linalg.norm(p) + jnp.tile(p, 2)[7]
jnp.einsum("i,j,ij->", p, p, jnp.arange(36.0).reshape(6, 6)) + p.reshape(2, 3).dot(p.reshape(3, 2))[0, 1]
jnp.linalg.cholesky(jnp.outer(p, p) + 3 * jnp.eye(6)).sum()
""".strip().splitlines()

BODIES = {
    "a loop": "\n    return jax.lax.fori_loop(0, 4, lambda i, s: s * p[0] + p[i], 1.0)",
    "a scan": "\n    last, every = jax.lax.scan(lambda h, x: (jnp.tanh(h * p[0] + x), h * x), p[1], p)\n    return last + every.sum()",
    "a branch": "\n    return jax.lax.cond(p[0] > 0, lambda x: (x * x).sum(), lambda x: x.sum(), p)",
    "compiled within": "\n    return jax.jit(lambda x: (x ** 3).sum())(p) + jax.vmap(lambda a: a * a)(p).prod()",
    "a gradient within": "\n    return (jax.grad(lambda x: (x ** 3).sum())(p) ** 2).sum()",
}


@unittest.skipIf(np is None, NEEDS_NUMPY)
@unittest.skipIf(importlib.util.find_spec("jax") is None, "needs jax")
class JaxRecording(unittest.TestCase):
    def objective(self, body):
        from optimizer_lens.arguments import Layout
        from optimizer_lens.objective import Objective

        unit = Defined("import jax\nimport jax.numpy as jnp\nlibraries = jax, jnp\ndef loss(p):\n    libraries\n" + body).unit
        function = unit.module.loss
        layout = Layout([{"name": "p", "start": START, "as": "jax"}], function, unit.module.__dict__)
        return Objective(unit, function, layout)

    def check(self, body):
        from optimizer_lens.evaluate import Program

        made = self.objective(body)
        recording, output = made.trace(START)
        value, gradient = Program(recording.head(output), recording.blob).gradient(START)
        method, expected, wanted = made.gradient(START)
        self.assertEqual(method, "jax")
        # Both in double precision, sums in another order.
        self.assertAlmostEqual(value, expected, delta=1e-12 * max(1, abs(expected)))
        self.assertLess(np.abs(gradient - np.array(wanted)).max(), 1e-11 * max(1, np.abs(wanted).max()), body)

    def test_expressions(self):
        for text in EXPRESSIONS:
            with self.subTest(text):
                self.check("    return " + text)

    def test_bodies(self):
        for name, body in BODIES.items():
            with self.subTest(name):
                self.check(body)


if __name__ == "__main__":
    unittest.main()
