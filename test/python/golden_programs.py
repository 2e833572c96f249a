"""Recorded programs with what they are to give, for tests of their lowering:
``python golden_programs.py file`` writes one JSON object a line, the blob in base64, doubles as their bits in hex."""

import base64
import json
import struct
import sys
import warnings

from array_programs import Program as Random
from function_table import ARRAYS, ELEMENTWISE, SPECIAL, rows
from golden import Defined, np
from test_functions import _SAMPLE, _loss, scipy
from test_losses import LOSSES

from optimizer_lens.escape import Escape
from optimizer_lens.evaluate import Program
from optimizer_lens.special import register_loaded
from optimizer_lens.tracing import record, traced_input

RANDOM = 150


def cases():
    """``(name, function, θ)`` of the table of functions, the losses and random programs."""
    for _, expression in rows(ELEMENTWISE) + rows(ARRAYS):
        yield expression, _loss(expression, False), np.array(_SAMPLE)
    for _, expression in rows(SPECIAL) if scipy else []:
        yield expression, _loss(expression, True), np.array(_SAMPLE)
    for name, (dimension, text) in LOSSES.items():
        if scipy or "scipy" not in text:
            yield name, Defined(text), 0.31 + 0.2 * np.sin(1.7 * np.arange(dimension))
    for seed in range(RANDOM):
        made = Random(np, seed)
        yield "random %d" % seed, Defined(made.text()), np.array(made.theta)


def bits(numbers):
    """Doubles as they are."""
    return struct.pack("<%dd" % len(numbers), *numbers).hex()


def written(name, loss, theta):
    """One case as a line; None where the function cannot be recorded."""
    register_loaded()
    try:
        with loss.swap():
            recording, output, _ = record(loss, lambda k: [traced_input(k, theta, 0)], theta.size)
    except Escape:
        return None
    head = recording.head(output)
    value, gradient = Program(head, recording.blob).gradient(theta)
    case = {"name": name, "head": head, "blob": base64.b64encode(bytes(recording.blob)).decode()}
    return json.dumps(dict(case, theta=bits(theta), value=bits([value]), gradient=bits(gradient)))


def main(path):
    warnings.simplefilter("ignore")
    with open(path, "w", encoding="utf-8") as stream:
        for case in cases():
            line = written(*case)
            if line is not None:
                stream.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
