"""The gradient of numpy's functions against torch's own autograd of the same mathematics."""

import unittest
import warnings

from golden import NEEDS_NUMPY, Defined, np, recorded

try:
    import torch
except ImportError:
    torch = None

PAIRS = """
np.exp(x) @ x | torch.exp(x) @ x
np.log1p(x * x).sum() | torch.log1p(x * x).sum()
np.sum(np.abs(x - 1)) | torch.sum(torch.abs(x - 1))
np.max(x) * x[0] | torch.max(x) * x[0]
np.maximum(x, 1).sum() | torch.clamp(x, min=1).sum()
np.std(x, ddof=1) | torch.std(x)
np.var(x) | torch.var(x, unbiased=False)
np.median(x[:5]) | torch.median(x[:5])
np.prod(x) | torch.prod(x)
np.cumsum(x) @ x | torch.cumsum(x, 0) @ x
np.cumprod(x) @ x | torch.cumprod(x, 0) @ x
np.sort(x) @ w | torch.sort(x)[0] @ t(w)
np.outer(x, x).trace() | torch.outer(x, x).trace()
np.linalg.norm(x) | torch.linalg.norm(x)
np.linalg.norm(x, 3) | torch.linalg.norm(x, 3)
np.linalg.slogdet(np.outer(x, x) + M)[1] | torch.linalg.slogdet(torch.outer(x, x) + t(M))[1]
np.linalg.det(np.outer(x, x) + M) | torch.linalg.det(torch.outer(x, x) + t(M))
np.linalg.solve(np.outer(x, x) + M, x) @ w | torch.linalg.solve(torch.outer(x, x) + t(M), x) @ t(w)
np.linalg.inv(np.outer(x, x) + M).sum() | torch.linalg.inv(torch.outer(x, x) + t(M)).sum()
np.linalg.cholesky(np.outer(x, x) + M).sum() | torch.linalg.cholesky(torch.outer(x, x) + t(M)).sum()
np.einsum("i,j,ij->", x, x, M) | torch.einsum("i,j,ij->", x, x, t(M))
np.where(x > 1, x ** 2, -x).sum() | torch.where(x > 1, x ** 2, -x).sum()
np.arctan2(x, x[::-1]) @ w | torch.atan2(x, x.flip(0)) @ t(w)
np.hypot(x, 2).sum() | torch.hypot(x, t(2 + 0 * w)).sum()
np.logaddexp(x, 1.0).sum() | torch.logaddexp(x, t(1 + 0 * w)).sum()
np.roll(x, 2) @ w | torch.roll(x, 2) @ t(w)
np.tile(x, 2)[3:9] @ w | x.repeat(2)[3:9] @ t(w)
np.diff(x, 2).prod() | torch.diff(x, 2).prod()
np.tril(np.outer(x, x)).sum() | torch.tril(torch.outer(x, x)).sum()
np.sinc(x) @ w | torch.sinc(x) @ t(w)
(x % 0.7) @ w | torch.remainder(x, 0.7) @ t(w)
np.kron(x[:2], x[2:5]) @ x | torch.kron(x[:2].contiguous(), x[2:5].contiguous()) @ x
sp.gammaln(x).sum() | torch.lgamma(x).sum()
sp.erf(x) @ w | torch.erf(x) @ t(w)
sp.ndtr(x) @ w | torch.special.ndtr(x) @ t(w)
sp.expit(x) @ w | torch.sigmoid(x) @ t(w)
sp.logsumexp(x) | torch.logsumexp(x, 0)
sp.softmax(x) @ w | torch.softmax(x, 0) @ t(w)
sp.log_softmax(x) @ w | torch.log_softmax(x, 0) @ t(w)
sp.xlogy(x, x) @ w | torch.special.xlogy(x, x) @ t(w)
sp.entr(x) @ w | torch.special.entr(x) @ t(w)
sp.huber(1.0, x - 1).sum() | torch.nn.functional.huber_loss(x, t(1 + 0 * w), reduction="sum")
st.norm.logpdf(x, x[0], x[1]).sum() | torch.distributions.Normal(x[0], x[1]).log_prob(x).sum()
st.gamma.logpdf(x, 2 + x[0], scale=1 / x[1]).sum() | torch.distributions.Gamma(2 + x[0], x[1]).log_prob(x).sum()
st.beta.logpdf(x / 3, 2, x[1]).sum() | torch.distributions.Beta(t(2.0), x[1]).log_prob(x / 3).sum()
st.t.logpdf(x, 3 + x[0]).sum() | torch.distributions.StudentT(3 + x[0]).log_prob(x).sum()
st.poisson.logpmf([0, 1, 2, 3, 4, 5], x).sum() | torch.distributions.Poisson(x).log_prob(t(np.arange(6.0))).sum()
st.binom.logpmf(3, 7, x / 3).sum() | torch.distributions.Binomial(7, x / 3).log_prob(t(3.0)).sum()
st.multivariate_normal.logpdf(w, x, M) | torch.distributions.MultivariateNormal(x, t(M)).log_prob(t(w))
"""

_CONSTANTS = """
w = np.array([0.3, -1.2, 0.7, 0.4, -0.5, 1.1])
M = 4 * np.eye(6) + 0.1 * np.outer(w, w)
"""
_PREAMBLE = """
import numpy as np
import scipy.special as sp, scipy.stats as st
%s
def loss(x): return %s
"""

_SAMPLE = [0.61, 1.37, 0.83, 1.06, 0.92, 1.71]


@unittest.skipIf(np is None, NEEDS_NUMPY)
@unittest.skipIf(torch is None, "needs torch")
class Torch(unittest.TestCase):
    def test_gradients(self):
        for line in PAIRS.strip().splitlines():
            mine, theirs = line.split(" | ")
            with self.subTest(mine), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loss = Defined(_PREAMBLE % (_CONSTANTS, mine))
                value, gradient = recorded(loss, _SAMPLE, lifted=True).gradient(np.array(_SAMPLE))
                expected, wanted = self.autograd(theirs)
                # Both in double precision; some forty roundings, and conditions of up to a hundred.
                self.assertAlmostEqual(value, expected, delta=1e-12 * max(1, abs(expected)))
                self.assertLess(np.abs(gradient - wanted).max(), 1e-12 * max(1, np.abs(wanted).max()), line)

    def autograd(self, expression):
        x = torch.tensor(_SAMPLE, dtype=torch.float64, requires_grad=True)
        names = {"np": np, "torch": torch, "x": x, "t": lambda a: torch.tensor(a, dtype=torch.float64)}
        exec(_CONSTANTS, names)
        value = eval(expression, names)
        value.backward()
        return float(value), x.grad.numpy()


if __name__ == "__main__":
    unittest.main()
