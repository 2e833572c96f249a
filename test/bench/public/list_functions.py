"""Lists the benchmark functions of public packages, as JSON: where they stand, and where to start.

Run by the interpreter that has the packages (opfunu, landscapes, deap). Single-objective functions without chance.
"""

import inspect
import json


def landscapes():
    from landscapes import single_objective as module

    for name, function in vars(module).items():
        if inspect.isfunction(function) and function.__module__ == module.__name__:
            # Random numbers are drawn within.
            if "random" not in inspect.getsource(function):
                yield {"file": module.__file__, "function": name, "starts": starts(2)}


def deap():
    from deap import benchmarks as module

    several = ["schaffer_mo", "kursawe", "fonseca", "poloni", "dent"]
    for name, function in vars(module).items():
        if not inspect.isfunction(function) or function.__module__ != module.__name__:
            continue
        if list(inspect.signature(function).parameters) != ["individual"]:
            continue
        if name in several or name.startswith(("zdt", "dtlz")) or name == "rand":
            continue
        yield {"file": module.__file__, "function": name, "starts": starts(2)}


def opfunu():
    from opfunu import name_based as module

    for name, kind in sorted(vars(module).items()):
        if not inspect.isclass(kind) or kind.__name__ == "Benchmark":
            continue
        try:
            problem = kind()
        except Exception:  # abstract classes
            continue
        if problem.randomized_term:
            continue
        low, high, best = problem.lb, problem.ub, problem.x_global
        near = [
            float(min(b, max(a, c + 0.02 * (share - 0.5) * (b - a))))
            for a, b, c, share in zip(low, high, best, shares())
        ]
        yield {"text": GLUE.format(name), "function": "loss", "name": name, "starts": [near]}


GLUE = """import numpy as np
from opfunu.name_based import {0}

problem = {0}()


def loss(x: np.ndarray):
    return problem.evaluate(x)
"""


def shares():
    """Places between the bounds that are no special place: 0.36, 0.73, 0.09 …, multiples of the golden ratio."""
    k = 1
    while True:
        yield (k * 0.6180339887498949 + 0.75) % 1
        k += 1


def starts(least):
    """Points of two to ten numbers, the function telling which it takes."""
    for count in range(least, 11):
        yield [share + 0.1 for share, _ in zip(shares(), range(count))]


def as_list(functions):
    return [{**one, "starts": [list(start) for start in one["starts"]]} for one in functions]


print(
    json.dumps(
        {"landscapes": as_list(landscapes()), "deap": as_list(deap()), "opfunu": as_list(opfunu())}
    )
)
