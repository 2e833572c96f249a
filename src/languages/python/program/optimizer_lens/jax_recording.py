"""A jax loss recorded: its jaxpr walked with traced arrays. Imported once the user's code has imported jax.

What only moves elements (slice, gather, transpose, scatter …) is done by jax itself, on positions. Branches are
guarded, loops unrolled; functions within functions are walked through, those with a derivative of their own, too, so
that a recording is taken only if its gradient is jax's.
"""

import jax
import numpy as np

from . import moves, special_formulas  # noqa: F401 (adds its formulas)
from .escape import Escape
from .jax_rules import MOVING, RULES
from .traced import fixed, is_traced, node_of, recording_of, value_of, wrap

LONGEST_LOOP = 10_000
"""Turns of a loop that are unrolled."""

_INLINED = frozenset(
    "pjit jit closed_call core_call remat checkpoint custom_jvp_call custom_vjp_call custom_vjp_call_jaxpr".split()
)


def record_jax(function, theta, traced):
    """The loss, traced, of ``function(θ)`` by its jaxpr; ``traced`` is θ as a traced array."""
    closed = jax.make_jaxpr(function)(jax.numpy.asarray(theta))
    return _walk(closed.jaxpr, closed.consts, [traced])[0]


def _walk(jaxpr, constants, arguments):
    """The outputs of a jaxpr for traced or real inputs."""
    values = {}
    read = lambda one: one.val if hasattr(one, "val") else values[one]
    for names, given in ((jaxpr.constvars, constants), (jaxpr.invars, arguments)):
        values.update({name: one if is_traced(one) else np.asarray(value_of(one)) for name, one in zip(names, given)})
    for equation in jaxpr.eqns:
        results = _apply(equation, [read(one) for one in equation.invars])
        values.update(zip(equation.outvars, results))
    return [read(one) for one in jaxpr.outvars]


def _apply(equation, operands):
    name = equation.primitive.name
    parameters = equation.params
    if not any(is_traced(x) for x in operands):
        made = equation.primitive.bind(*[np.asarray(value_of(x)) for x in operands], **parameters)
        return [np.asarray(one) for one in (made if equation.primitive.multiple_results else [made])]
    if name in _INLINED:
        inner = next(parameters[key] for key in ("jaxpr", "call_jaxpr", "fun_jaxpr") if key in parameters)
        return _closed(inner, operands)
    if name in _CONTROL:
        return _CONTROL[name](equation, operands)
    if name in MOVING:
        return [_moved(equation, operands, MOVING[name] or range(len(operands)))]
    rule = RULES.get(name)
    if rule is None:
        raise Escape("jax's %s has no derivative rule" % name)
    made = rule(*operands, **{key: parameters[key] for key in rule.parameters})
    return list(made) if isinstance(made, (tuple, list)) else [made]


def _closed(inner, operands):
    """Inner functions come with their constants or without."""
    if hasattr(inner, "jaxpr"):
        return _walk(inner.jaxpr, inner.consts, operands)
    return _walk(inner, [], operands)


def _moved(equation, operands, places):
    """What jax makes of positions instead of values; ``places`` are the operands whose elements are moved."""
    k = recording_of(operands)
    moved = [operands[place] for place in places]
    nodes = [node_of(k, x) for x in moved]
    given = [np.asarray(value_of(x)) for x in operands]
    for place, x in enumerate(operands):
        if place not in places and is_traced(x):
            given[place] = np.asarray(fixed(x))
    value = equation.primitive.bind(*given, **equation.params)
    first = 0
    for place, node in zip(places, nodes):
        positions = moves.positions_of(k.shapes[node], first)
        first += positions.size
        given[place] = positions.astype(np.int64)
    positions = np.asarray(equation.primitive.bind(*given, **dict(equation.params, **_without_fill(equation))))
    table = moves.table(positions)
    made = k.take(nodes[0], positions.shape, table) if len(nodes) == 1 else k.pick(nodes, positions.shape, table)
    return wrap(k, made, np.asarray(value))


def _without_fill(equation):
    """A gather that fills with NaN beyond the end clamps here: positions are numbers of another kind."""
    if equation.primitive.name != "gather":
        return {}
    return {"mode": jax.lax.GatherScatterMode.CLIP, "fill_value": None}


def _condition(equation, operands):
    branch = operands[0]
    index = int(fixed(branch)) if is_traced(branch) else int(np.asarray(branch))
    return _closed(equation.params["branches"][index], operands[1:])


def _while(equation, operands):
    parameters = equation.params
    tests, bodies = parameters["cond_nconsts"], parameters["body_nconsts"]
    of_test, of_body, carried = operands[:tests], operands[tests : tests + bodies], operands[tests + bodies :]
    for _ in range(LONGEST_LOOP):
        if not bool(_closed(parameters["cond_jaxpr"], of_test + carried)[0]):
            return carried
        carried = _closed(parameters["body_jaxpr"], of_body + carried)
    raise Escape("a loop of more than %d turns" % LONGEST_LOOP)


def _scan(equation, operands):
    parameters = equation.params
    constants, carries = _counts(equation)
    length = parameters["length"]
    if length > LONGEST_LOOP:
        raise Escape("a loop of more than %d turns" % LONGEST_LOOP)
    fixed_ones, carried = operands[:constants], operands[constants : constants + carries]
    rows = operands[constants + carries :]
    turns = reversed(range(length)) if parameters["reverse"] else range(length)
    collected = {}
    for turn in turns:
        results = _closed(parameters["jaxpr"], fixed_ones + carried + [one[turn] for one in rows])
        carried, collected[turn] = results[:carries], results[carries:]
    count = len(collected[0]) if collected else 0
    return carried + [np.stack([collected[turn][one] for turn in range(length)]) for one in range(count)]


def _counts(equation):
    """How many constants and carried values a scan has; what runs along the loop has an axis more outside."""
    inner = equation.params["jaxpr"].jaxpr if hasattr(equation.params["jaxpr"], "jaxpr") else equation.params["jaxpr"]
    longer = lambda outside, inside: len(outside.aval.shape) > len(inside.aval.shape)
    rows = sum(map(longer, equation.invars, inner.invars))
    carries = len(equation.outvars) - sum(map(longer, equation.outvars, inner.outvars))
    return len(equation.invars) - rows - carries, carries


_CONTROL = {"cond": _condition, "while": _while, "scan": _scan}
