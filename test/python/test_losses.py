"""Losses as people write them, lifted and recorded: the value is the function's, the gradient the differences'."""

import unittest
import warnings

from golden import NEEDS_NUMPY, Defined, fine_differences, np, recorded

try:
    import scipy
except ImportError:
    scipy = None

LOSSES = {
    "logistic regression, Coursera style": (
        6,
        """
import numpy as np
data = np.sin(np.arange(40.0)).reshape(8, 5)
X, y = data, (data[:, 0] > 0).astype(int).reshape(-1, 1)
def sigmoid(z): return 1.0 / (1.0 + np.exp(-z))
def loss(theta, lam=0.3):
    m = len(y)
    theta = np.array(theta).reshape(-1, 1)
    Xb = np.hstack([np.ones((m, 1)), X])
    h = sigmoid(np.dot(Xb, theta))
    reg = theta.copy()
    reg[0] = 0
    J = (-1 / m) * (y.T.dot(np.log(h)) + (1 - y).T.dot(np.log(1 - h))) + lam / (2 * m) * np.sum(reg ** 2)
    grad = Xb.T.dot(h - y) / m + lam / m * reg
    return J[0, 0], grad.ravel()
""",
    ),
    "softmax with loops": (
        6,
        """
import numpy as np
X = np.cos(np.arange(12.0)).reshape(4, 3)
y = np.array([0, 1, 1, 0])
def loss(w, reg=0.1):
    W = w.reshape(3, 2)
    total = 0.0
    dW = np.zeros_like(W)
    for i in range(X.shape[0]):
        scores = X[i].dot(W)
        scores -= np.max(scores)
        p = np.exp(scores) / np.sum(np.exp(scores))
        total += -np.log(p[y[i]])
        for j in range(2):
            dW[:, j] += (p[j] - (j == y[i])) * X[i]
    return total / len(y) + reg * np.sum(W * W), dW
""",
    ),
    "support vector machine": (
        6,
        """
import numpy as np
X = np.cos(np.arange(12.0)).reshape(4, 3)
y = np.array([0, 1, 1, 0])
def loss(w):
    W = w.reshape(3, 2)
    scores = X @ W
    correct = scores[np.arange(4), y][:, np.newaxis]
    margins = np.maximum(0, scores - correct + 1)
    margins[np.arange(4), y] = 0
    return margins.sum() / 4
""",
    ),
    "Gaussian process": (
        3,
        """
import numpy as np
x = np.linspace(0, 3, 7)[:, None]
y = np.sin(2 * x[:, 0])
def kernel(a, b, length, scale):
    d = np.sum(a**2, 1).reshape(-1, 1) + np.sum(b**2, 1) - 2 * np.dot(a, b.T)
    return scale**2 * np.exp(-0.5 / length**2 * d)
def loss(theta):
    length, scale, noise = np.exp(theta)
    K = kernel(x, x, length, scale) + noise**2 * np.eye(len(x))
    L = np.linalg.cholesky(K)
    alpha = np.linalg.solve(L.T, np.linalg.solve(L, y))
    return np.sum(np.log(np.diagonal(L))) + 0.5 * y.dot(alpha) + 0.5 * len(x) * np.log(2 * np.pi)
""",
    ),
    "GARCH(1, 1)": (
        3,
        """
import numpy as np
r = 0.1 * np.sin(np.arange(30.0) ** 2)
def loss(params):
    omega, alpha, beta = params
    if omega <= 0 or alpha < 0 or beta < 0 or alpha + beta >= 1.5:
        return 1e10
    T = len(r)
    sigma2 = np.zeros(T)
    sigma2[0] = np.var(r)
    for t in range(1, T):
        sigma2[t] = omega + alpha * r[t - 1] ** 2 + beta * sigma2[t - 1]
    return 0.5 * np.sum(np.log(2 * np.pi * sigma2) + r**2 / sigma2)
""",
    ),
    "mixture of Gaussians": (
        5,
        """
import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm
x = np.array([0.1, 0.3, 2.1, 2.5, -0.2])
def loss(p):
    w = 1 / (1 + np.exp(-p[0]))
    parts = [np.log(w) + norm.logpdf(x, p[1], np.exp(p[2])), np.log(1 - w) + norm.logpdf(x, loc=p[3], scale=np.exp(p[4]))]
    return -np.sum(logsumexp(parts, axis=0))
""",
    ),
    "two layers, in a dictionary": (
        14,
        """
import numpy as np
X = np.sin(np.arange(12.0)).reshape(6, 2)
y = X[:, 0] * X[:, 1]
def unpack(flat):
    return {"W1": flat[:6].reshape(2, 3), "b1": flat[6:9], "W2": flat[9:12].reshape(3, 1), "b2": flat[12]}
def loss(flat):
    p = unpack(flat)
    hidden = np.tanh(X @ p["W1"] + p["b1"])
    out = (hidden @ p["W2"]).squeeze() + p["b2"] * flat[13]
    return ((out - y) ** 2).mean()
""",
    ),
    "portfolio": (
        4,
        """
import numpy as np
mean = np.array([0.1, 0.12, 0.08, 0.2])
cov = np.diag([0.1, 0.2, 0.05, 0.4]) + 0.01
class Portfolio:
    def __init__(self, risk): self.risk = risk
    def volatility(self, w): return np.sqrt(np.dot(w.T, np.dot(cov, w)))
    def __call__(self, w):
        w = w / np.abs(w).sum()
        ret = np.sum(mean * w)
        return self.risk * self.volatility(w) - ret
portfolio = Portfolio(2.0)
def loss(w): return portfolio(w)
""",
    ),
    "Kalman filter": (
        2,
        """
import numpy as np
z = np.cumsum(np.cos(np.arange(10.0)))
def loss(theta):
    q, r = np.exp(theta)
    x, P = 0.0, 1.0
    nll = 0
    for obs in z:
        P = P + q
        S = P + r
        innovation = obs - x
        nll += 0.5 * (np.log(S) + innovation ** 2 / S)
        K = P / S
        x = x + K * innovation
        P = (1 - K) * P
    return nll
""",
    ),
    "Lennard-Jones cluster": (
        9,
        """
import math
def loss(x):
    energy = 0.0
    n = len(x) // 3
    for i in range(n):
        for j in range(i):
            d2 = sum((x[3 * i + k] - x[3 * j + k]) ** 2 for k in range(3)) + 0.5
            s6 = (1.0 / d2) ** 3
            energy += 4 * (s6 * s6 - s6) + math.sqrt(d2) * 0.01
    return energy
""",
    ),
    "Ackley, Griewank, Levy": (
        3,
        """
import numpy as np
from numpy import exp, sqrt, cos, pi, e, sin
def ackley(x): return -20 * exp(-0.2 * sqrt(sum(x**2) / len(x))) - exp(sum(cos(2 * pi * x)) / len(x)) + 20 + e
def griewank(x):
    p = 1
    for i in range(len(x)): p *= cos(x[i] / sqrt(i + 1))
    return 1 + sum([xi ** 2 / 4000 for xi in x]) - p
def levy(x):
    w = 1 + (x - 1) / 4
    return sin(pi*w[0])**2 + np.sum((w[:-1]-1)**2 * (1 + 10*sin(pi*w[:-1]+1)**2)) + (w[-1]-1)**2 * (1 + sin(2*pi*w[-1])**2)
def loss(x): return ackley(x) + griewank(x) + levy(x)
""",
    ),
    "survival with censoring": (
        3,
        """
import numpy as np
t = np.array([1.0, 2.5, 0.7, 3.3]); event = np.array([True, False, True, True]); z = np.array([0.2, -1.0, 0.5, 0.1])
def loss(p):
    shape, scale = np.exp(p[0]), np.exp(p[1] + p[2] * z)
    log_h = np.log(shape / scale) + (shape - 1) * np.log(t / scale)
    H = (t / scale) ** shape
    ll = np.where(event, log_h - H, -H)
    order = np.argsort(-t)
    risk = np.cumsum(np.exp(p[2] * z[order]))
    return -ll.sum() + np.log(risk)[event[order]].sum()
""",
    ),
    "matrix factorization with a mask": (
        10,
        """
import numpy as np
R = np.array([[5, 3, 0], [4, 0, 1.0]])
def loss(flat):
    U, V = flat[:4].reshape(2, 2), flat[4:].reshape(3, 2)
    mask = R > 0
    err = (R - U @ V.T)[mask]
    return np.sum(err ** 2) + 0.1 * (np.linalg.norm(U) ** 2 + np.linalg.norm(V) ** 2)
""",
    ),
    "curve fit with residuals and units": (
        4,
        """
import numpy as np
t = np.arange(0, 2, 0.2); y = 3 * np.exp(-t) + 0.5
def model(t, a, k, c): return a * np.exp(-k * t) + c
def residuals(p): return y - model(t, *p[:3])
def huber(r, delta=0.4): return np.where(np.abs(r) < delta, 0.5 * r ** 2, delta * (np.abs(r) - 0.5 * delta))
def loss(p):
    r = residuals(p)
    penalty = max(0, p[0] - 10) ** 2 + (0 if p[3] > 0 else -p[3])
    return float(np.sum(huber(r)) + penalty)
""",
    ),
    "recurrent network": (
        9,
        """
import numpy as np
xs = np.sin(np.arange(6.0))
def loss(theta):
    Wx, Wh, b = theta[:3], theta[3:6], theta[6:9]
    h = np.zeros(3)
    outputs = []
    for x in xs:
        h = np.tanh(Wx * x + Wh * h + b)
        outputs.append(h.sum())
    outputs = np.array(outputs)
    return np.mean((outputs[:-1] - xs[1:]) ** 2)
""",
    ),
}


@unittest.skipIf(np is None, NEEDS_NUMPY)
class Losses(unittest.TestCase):
    def test_all(self):
        for name, (dimension, text) in LOSSES.items():
            if "scipy" in text and scipy is None:
                continue
            with self.subTest(name), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.check(Defined(text), 0.31 + 0.2 * np.sin(1.7 * np.arange(dimension)))

    def check(self, loss, theta):
        def value(x):
            returned = loss(x)
            return float(returned[0] if isinstance(returned, tuple) else returned)

        program = recorded(loss, theta, lifted=True)
        mine, gradient = program.gradient(theta)
        # Sums in another order, one rounding a node.
        self.assertLess(abs(mine - value(theta)), 1e-12 * max(1, abs(mine)))
        wanted = fine_differences(value, theta)
        self.assertLess(np.abs(gradient - wanted).max(), 1e-9 * max(1, np.abs(wanted).max()))
        moved = theta + 1e-3
        if program.holds(moved):
            self.assertLess(abs(program.value(moved) - value(moved)), 1e-12 * max(1, abs(mine)))


if __name__ == "__main__":
    unittest.main()
