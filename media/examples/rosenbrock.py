"""
Rosenbrock's banana in Python: it needs nothing but the language itself.

The same function as in rosenbrock.ts, and the same curves to the last few digits.
"""


# @simulate {
#   start: [-1.2, 1], steps: 2000, window: { x: [-2, 2], y: [-1, 3] },
#   runs: [
#     { optimizer: "gd", lr: 0.001 },
#     { optimizer: "momentum", lr: 0.001, momentum: 0.9 },
#     { optimizer: "adam", lr: 0.05 },
#   ],
# }
def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2
