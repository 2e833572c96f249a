"""A traced value: what it is now, and the node that says how it came to be.

Shapes, branches, ``int()`` and sorting follow the value and are guarded. There is no ``__array__``, and ``float()`` of
a traced value ends the recording: code that slips past the rules fails loudly instead of losing a derivative.
"""

import math
import operator

from .escape import Escape
from .formulas import BOOLEAN, FORMULAS, LOGICAL

_NUMBERS = (int, float)


class Traced:
    """A traced number. With numpy, `arrays.TracedArray` adds shapes, views and item assignment."""

    __slots__ = ("recording", "_node", "value")
    __hash__ = None

    def __init__(self, recording, node, value):
        self.recording = recording
        self._node = node
        self.value = value

    @staticmethod
    def operand(x):
        """x as an operand beside a traced number, None if it is none."""
        return x if isinstance(x, (Traced, int, float)) else None

    def current_node(self):
        """The node of its present value; None while it is constant."""
        return self._node

    def __bool__(self):
        value = bool(self.value)
        node = self.current_node()
        if node is not None:
            truth = node if is_boolean(self.value) else self.recording.map("ne", node, self.recording.number(0))
            self.recording.guard(truth, value)
        return value

    def __float__(self):
        if self.current_node() is None:
            return float(self.value)
        raise Escape("a traced number was turned into a plain one by float() or by compiled code")

    def __complex__(self):
        raise Escape("complex numbers cannot be traced")

    def __int__(self):
        return int(fixed(self, "trunc"))

    def __index__(self):
        if isinstance(self.value, _NUMBERS) and not isinstance(self.value, int):
            raise TypeError("'float' object cannot be interpreted as an integer")
        return operator.index(fixed(self))

    def __trunc__(self):
        return int(self)

    def __floor__(self):
        return int(fixed(self, "floor"))

    def __ceil__(self):
        return int(fixed(self, "ceil"))

    def __round__(self, digits=None):
        if digits is None:
            return int(fixed(self, "rint"))
        scale = 10.0**digits
        return apply("rint", _rint, self * scale) / scale

    def __repr__(self):
        return repr(self.value)

    def __str__(self):
        return str(self.value)

    def __format__(self, specification):
        return format(self.value, specification)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def is_integer(self):
        """Whether it is a whole number, guarded."""
        return bool(self == apply("trunc", math.trunc, self))

    def conjugate(self):
        return self


def _rint(value):
    return float(round(value)) if isinstance(value, float) else value


def is_boolean(value):
    """Whether a value (a number or an array) holds truth values."""
    kind = getattr(getattr(value, "dtype", None), "kind", None)
    return kind == "b" if kind is not None else isinstance(value, bool)


def value_of(x):
    """The present value of anything."""
    return x.value if isinstance(x, Traced) else x


def is_traced(x):
    """Whether x depends on the parameters."""
    return isinstance(x, Traced) and x.current_node() is not None


def fixed(x, rounding=None):
    """The value of x as a constant, guarded: the recording holds as long as it stays what it is."""
    value = x.value
    node = x.current_node()
    k = x.recording
    if node is None:
        return value
    if rounding is not None:
        node = k.map(rounding, node)
        value = {"trunc": math.trunc, "floor": math.floor, "ceil": math.ceil, "rint": round}[rounding](value)
    k.guard(k.map("eq", node, k.constant(value)), True)
    return value


def recording_of(operands):
    """The recording that the traced ones among the operands belong to; None if all are constant."""
    found = None
    for x in operands:
        if isinstance(x, Traced) and x.current_node() is not None:
            if found is not None and found is not x.recording:
                raise Escape("a value of an earlier call was kept and used again")
            found = x.recording
    return found


def node_of(recording, x):
    """The node of an operand, made a constant where it is none."""
    if isinstance(x, Traced):
        node = x.current_node()
        if node is not None:
            return node
        x = x.value
    try:
        return recording.constant(x)
    except (TypeError, ValueError, OverflowError) as error:
        raise Escape("%s cannot be part of a traced computation: %s" % (type(x).__name__, error)) from None


def apply(name, compute, *operands):
    """An elementwise function: its value by ``compute`` of the values, its node by its formula."""
    value = compute(*[value_of(x) for x in operands])
    k = recording_of(operands)
    if k is None:
        return value
    return wrap(k, formula_node(k, name, operands), value)


def formula_node(k, name, operands):
    """The node of an elementwise function of the operands."""
    logical = LOGICAL.get(name)
    if logical is not None:
        return logical(k, *[truth_node(k, x) for x in operands])
    formula = FORMULAS.get(name)
    if name in BOOLEAN and all(is_boolean(value_of(x)) for x in operands):
        formula = BOOLEAN[name]
    if formula is None:
        raise Escape("%s of traced numbers has no derivative rule" % name)
    if name == "where":
        return formula(k, truth_node(k, operands[0]), *[node_of(k, x) for x in operands[1:]])
    return formula(k, *[node_of(k, x) for x in operands])


def truth_node(k, x):
    """Whether the elements of x are not 0; NaN counts as true, as in Python."""
    node = node_of(k, x)
    return node if is_boolean(value_of(x)) else k.map("ne", node, k.number(0))


def wrap(recording, node, value):
    """A traced value of the class that fits."""
    if isinstance(value, complex) or getattr(getattr(value, "dtype", None), "kind", "f") == "c":
        raise Escape("complex numbers cannot be traced")
    return current_class()(recording, node, value)


_classes = [Traced]


def current_class():
    """The class of traced values."""
    return _classes[-1]


def use_class(kind):
    """Lets `wrap` make traced values of this class from now on."""
    _classes.append(kind)
