"""One call of a function recorded: its parameters traced, its value the output of a program."""

import gc

try:
    import numpy as np
except ImportError:
    np = None

from . import math_replacements, operators  # noqa: F401
from .escape import MADE, Escape
from .recording import Recording
from .traced import Traced, recording_of, wrap

if np is not None:
    from . import calculus, library_calls, linear_algebra, ordering, products  # noqa: F401 (their rules)
    from . import polynomials, reductions, scans, selecting, shaping  # noqa: F401
    from .arrays import traced_input
    from .nesting import as_array

ACTIVE = []
"""The recordings under way, the innermost last."""


def record(function, arguments, dimension, separates=False):
    """Calls ``function(*arguments(recording))`` and gives the recording with its output.

    ``arguments`` makes the traced arguments. Answers ``(recording, output, returned)``; raises `Escape` where the
    function cannot be followed. Nothing is collected as garbage meanwhile: all that is made is kept.
    """
    recording = Recording(dimension, separates)
    ACTIVE.append(recording)
    del MADE[:]
    collects = gc.isenabled()
    gc.disable()
    try:
        returned = function(*arguments(recording))
        if MADE:
            raise MADE[0]
        return recording, output_node(recording, returned), returned
    finally:
        ACTIVE.pop()
        if collects:
            gc.enable()


def output_node(recording, returned):
    """The node of what a loss returned: a number, an array of one element, or the first of a tuple."""
    value = returned[0] if isinstance(returned, (tuple, list)) and len(returned) > 0 else returned
    if np is not None and not isinstance(value, Traced):
        value = as_array(value)
    if recording_of((value,)) not in (None, recording):
        raise Escape("a value of an earlier call was returned")
    node = value.current_node() if isinstance(value, Traced) else None
    if node is None:
        value = value.value if isinstance(value, Traced) else value
        return recording.number(float(value))
    if recording.shapes[node] == ():
        return node
    if any(length != 1 for length in recording.shapes[node]):
        raise TypeError("the function returned an array of shape %s, not a number" % (recording.shapes[node],))
    return recording.dims(node, ())


def traced_number(recording, value, first):
    """The parameter ``first`` as a number."""
    return wrap(recording, recording.input(first, ()), value)
