"""What a person would run without us, timed: NumPy by hand, NumPy in a plain loop, SciPy's differences.

``peers.py softmax`` or ``peers.py ROWS`` of a logistic regression prints nanoseconds of a step as JSON.
"""

import json
import sys
import time

import numpy as np

try:
    from scipy.optimize import approx_fprime, minimize
except ImportError:
    minimize = None


def median_of(work, rounds=9):
    """Seconds that a call takes, the middle of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return sorted(times)[rounds // 2]


def logistic(rows):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(rows, 10))
    y = (X[:, 0] + 0.3 * X[:, 1] > 0) * 1.0
    return X, y


def softmax():
    rng = np.random.default_rng(1)
    return rng.normal(size=(200, 784)), np.arange(200) % 10


def softmax_by_hand(rate):
    """Loss and gradient written out, and with a rate a step of gradient descent."""
    X, labels = softmax()
    Y = np.eye(10)[labels]
    W = np.zeros((784, 10))

    def step():
        Z = X @ W
        Z -= Z.max(1, keepdims=True)
        P = np.exp(Z)
        P /= P.sum(1, keepdims=True)
        loss = -np.log(P[np.arange(200), labels]).mean()
        slopes = X.T @ (P - Y) / 200
        if rate is not None:
            W[...] -= rate * slopes
        return loss, slopes

    return lambda: [step() for _ in range(20)]


def logistic_by_hand(rows):
    X, y = logistic(rows)
    w = np.zeros(10)

    def step():
        z = X @ w
        loss = np.mean(np.logaddexp(0, z) - y * z)
        w[...] -= 1e-3 * (X.T @ (1 / (1 + np.exp(-z)) - y) / rows)
        return loss

    return lambda: [step() for _ in range(200)]


def logistic_by_scipy(rows):
    """A step with SciPy's forward differences in the place of a derivative."""
    X, y = logistic(rows)

    def loss(w):
        z = X @ w
        return np.mean(np.logaddexp(0, z) - y * z)

    w = np.zeros(10)
    return lambda: [approx_fprime(w, loss, 1e-8) for _ in range(20)]


def main(problem):
    if problem == "softmax":
        found = {
            "by hand": median_of(softmax_by_hand(1e-3)) / 20,
            "gradient by hand": median_of(softmax_by_hand(None)) / 20,
        }
    else:
        found = {"by hand": median_of(logistic_by_hand(int(problem))) / 200}
        if minimize is not None:
            found["by scipy"] = median_of(logistic_by_scipy(int(problem))) / 20
    print(json.dumps({name: seconds * 1e9 for name, seconds in found.items()}))


if __name__ == "__main__":
    main(sys.argv[1])
