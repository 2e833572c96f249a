"""
Logistic regression with NumPy: three ways to the same coefficients.

X and y are data, which the loss takes from the file; theta is what the
runs change. The slopes are exact: the loss is recorded array by array
and compiled. Newton's method, which knows the curvature, is at the
minimum after three steps. Gradient descent needs about fifty, and Adam,
which first swings past it, more than a hundred.
"""

import numpy as np

rng = np.random.default_rng(7)
X = np.column_stack([np.ones(60), rng.normal(size=(60, 2))])
y = (X @ np.array([0.5, 1.0, -0.5]) + rng.logistic(size=60) > 0).astype(float)


# @simulate {
#   start: [0, 0, 0], steps: 200,
#   runs: [
#     { optimizer: "gd", lr: 1 },
#     { optimizer: "adam", lr: 0.1 },
#     { optimizer: "newton" },
#   ],
# }
def negative_log_likelihood(theta):
    z = X @ theta
    # log(1 + e^z), written so that it does not overflow
    return np.mean(np.logaddexp(0, z) - y * z)
