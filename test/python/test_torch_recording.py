"""Losses over tensors recorded at torch's dispatcher: value and gradient are torch's own."""

import unittest

from golden import NEEDS_NUMPY, Defined, np

try:
    import torch
except ImportError:
    torch = None

if np is not None:
    from optimizer_lens.arguments import Layout
    from optimizer_lens.escape import Escape
    from optimizer_lens.evaluate import Program
    from optimizer_lens.objective import Objective

START = [0.3, 0.8, -0.4, 0.55, 0.2, 0.15]

EXPRESSIONS = """
(1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2
torch.exp(p).sum() + torch.expm1(p).prod() + torch.log(p * p + 1).mean() + torch.log1p(p * p).sum()
(torch.sqrt(p * p + 1) + torch.rsqrt(p * p + 2) + torch.reciprocal(p + 3) + torch.square(p)).sum()
(torch.sin(p) * torch.cos(p) + torch.tan(p) + torch.asin(p) + torch.acos(p) + torch.atan(p)).sum()
(torch.sinh(p) + torch.cosh(p) + torch.tanh(p) + torch.asinh(p) + torch.atanh(p)).sum() + torch.acosh(p + 3).sum()
(torch.sigmoid(p) + torch.erf(p) + torch.erfc(p) + torch.special.ndtr(p)).sum() + torch.lgamma(p + 3).sum()
(torch.abs(p) * torch.sign(p) + torch.floor(p) * p + torch.ceil(p) + torch.round(p) * p + torch.trunc(p)).sum()
torch.atan2(p, p + 3).sum() + torch.hypot(p, p + 2).sum() + torch.logaddexp(p, -p).sum() + torch.remainder(p, 0.7).sum()
torch.maximum(p, -p).sum() + torch.minimum(p, p * p).sum() + p.clamp(-0.2, 0.5).sum() + torch.where(p > 0, p, p * p).sum()
p.max() * p.min() + p.amax() + p.std() + p.var(unbiased=False) + p.norm() + torch.linalg.norm(p, 3)
p.view(2, 3).max(dim=1)[0].sum() + p.view(2, 3).min(dim=0).values.prod() + p.view(3, 2).mean(1).pow(2).sum()
p.sort()[0][1:3].prod() + p.sort(descending=True)[0][0] + p.cumsum(0)[3] ** 2 + p.cumprod(0)[2]
torch.cat([p, p * p])[3:8].prod() + torch.stack([p, -p], 1)[2].prod() + p.repeat(2)[5:9].sum() + p.flip(0) @ p + p.roll(2) @ p
p.view(2, 3) @ p.view(3, 2) @ torch.ones(2) @ torch.tensor([1.0, 2.0])
torch.einsum("i,j,ij->", p, p, torch.arange(36.0).view(6, 6)) + torch.outer(p, p).tril().sum() + torch.outer(p, p).diagonal().prod()
torch.logdet(torch.outer(p, p) + 3 * torch.eye(6)) + torch.linalg.det(torch.outer(p, p) + torch.eye(6))
torch.linalg.solve(torch.outer(p, p) + 3 * torch.eye(6), p).sum() + torch.linalg.inv(torch.outer(p, p) + 3 * torch.eye(6))[0, 1]
torch.linalg.cholesky(torch.outer(p, p) + 3 * torch.eye(6)).sum()
torch.logsumexp(p, 0) + torch.softmax(p, 0)[1] + torch.log_softmax(p, 0)[2] + torch.nn.functional.softplus(p).sum()
F.relu(p).sum() + F.elu(p).sum() + F.leaky_relu(p).sum() + F.silu(p).sum() + F.gelu(p).sum() + F.logsigmoid(p).sum() + F.hardtanh(p).sum()
F.mse_loss(p, -p) + F.l1_loss(p, p * p) + F.huber_loss(p, -2 * p) + F.smooth_l1_loss(p, 2 * p)
F.cross_entropy(p.view(2, 3), torch.tensor([0, 2])) + F.nll_loss(F.log_softmax(p.view(2, 3), 1), torch.tensor([1, 1]))
F.binary_cross_entropy(torch.sigmoid(p), (p > 0.2) * 1.0) + F.binary_cross_entropy_with_logits(p, torch.ones(6))
F.layer_norm(p.view(2, 3), (3,)).pow(3).sum() + F.linear(torch.ones(2, 3), p.view(2, 3)).sum() ** 2
-torch.distributions.Normal(p[0], torch.exp(p[1])).log_prob(torch.arange(3.0)).sum()
p[[0, 2]].prod() + p[p > 0.25].sum() + p.gather(0, torch.tensor([1, 1])).prod() + p.masked_fill(p < 0, 0.1).sum() + p.index_select(0, torch.tensor([3])).sum()
p.unsqueeze(0).expand(3, 6).sum() + p.view(2, 3).t()[1].prod() + p.view(2, 3).transpose(0, 1).contiguous().view(-1)[1] ** 2 + p[None, :, None].squeeze().prod()
""".strip().splitlines()

BODIES = {
    "writes in place": """
    a = torch.zeros(4)
    b = a[1:]
    a[0] = p[0]
    b[:2] += p[1:3]
    a.mul_(2)
    a[a > 1] = p[3]
    b[-1] = p[0] * p[4]
    return (a * torch.arange(4.0)).sum() + b.prod()""",
    "a branch by value": """
    if p[0] > 0 and bool((p > -1).all()):
        return (p * p).sum()
    return p.sum()""",
    "no_grad beside": """
    with torch.no_grad():
        scale = torch.ones(6) * 2
    return (scale * p).exp().sum()""",
    "a network of modules": """
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
    return (net(p.view(2, 3)) ** 2).mean()""",
    "a scale without a derivative": """
    with torch.no_grad():
        scale = p.abs().max()
    return ((p / scale) ** 2).sum()""",
    "derivatives by a coordinate": """
    x = torch.linspace(0, 1, 5, dtype=torch.float64).reshape(-1, 1).requires_grad_(True)
    u = torch.tanh(x @ p[:3].reshape(1, 3) + p[3]).sum(1, keepdim=True) + torch.sigmoid(p[4] * x) * torch.exp(p[5] * x)
    du = torch.autograd.grad(u.sum(), x, create_graph=True)[0]
    d2u = torch.autograd.grad(du, x, torch.ones_like(du), create_graph=True)[0]
    return ((d2u + du - u + torch.relu(x - p[0])) ** 2).mean()""",
    "detached": "\n    return (p.detach() * p).sum() + p.data.sum() * p.prod()",
}


def objective(body):
    text = "import torch\nimport torch.nn.functional as F\nlibraries = torch, F\ndef loss(p):\n    libraries\n" + body
    unit = Defined(text).unit
    function = unit.module.loss
    return Objective(unit, function, Layout([{"name": "p", "start": START, "as": "tensor"}], function, unit.module.__dict__))


@unittest.skipIf(np is None, NEEDS_NUMPY)
@unittest.skipIf(torch is None, "needs torch")
class TorchRecording(unittest.TestCase):
    def check(self, body):
        made = objective(body)
        recording, output = made.trace(START)
        program = Program(recording.head(output), recording.blob)
        for theta in (START, [x + 1e-3 for x in START]):
            if not program.holds(theta):
                continue
            value, gradient = program.gradient(theta)
            method, expected, wanted = made.gradient(theta)
            self.assertEqual(method, "torch")
            # Both in double precision, sums in another order.
            self.assertAlmostEqual(value, expected, delta=1e-12 * max(1, abs(expected)))
            self.assertLess(np.abs(gradient - wanted).max(), 1e-11 * max(1, np.abs(wanted).max()), body)

    def test_expressions(self):
        for text in EXPRESSIONS:
            with self.subTest(text):
                self.check("    return " + text)

    def test_bodies(self):
        for name, body in BODIES.items():
            with self.subTest(name):
                self.check(body)

    def test_what_is_not_followed_escapes(self):
        for body in (
            "    return p.sum() * p[0].item()",
            "    return p.sum() * float(p.detach().numpy().max())",
            "    return p.sum() * p.detach().tolist()[1]",
            "    return torch.fft.fft(p).abs().sum()",
            "    return torch.linalg.svdvals(p.view(2, 3)).sum()",
            "    q = p.clone()\n    q.register_hook(lambda g: 2 * g)\n    return q.sum()",
        ):
            with self.subTest(body), self.assertRaises(Escape):
                objective(body).trace(START)

    def test_a_function_of_ones_own_gradient(self):
        unit = """
        class Clipped(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x): return x * 1
            @staticmethod
            def backward(ctx, g): return g * 0.5
        return Clipped.apply(p).sum()"""
        with self.assertRaises(Escape):
            objective(unit.replace("\n        ", "\n    ")).trace(START)


if __name__ == "__main__":
    unittest.main()
