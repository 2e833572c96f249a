"""Python's operators of traced values; two numbers take a short way."""

import operator

from .renaming import renamed
from .traced import Traced, apply, current_class


def binary(name, compute, a, b):
    """An operator, or NotImplemented for operands that are no numbers: then Python asks them."""
    operand = current_class().operand
    a, b = operand(a), operand(b)
    return NotImplemented if a is None or b is None else apply(name, compute, a, b)


def _scalar_node(k, name, a, b):
    """The node of a direct operation on two numbers, None if it takes the longer way."""
    operation = _DIRECT.get(name)
    if operation is None:
        return None
    first = a.current_node() if isinstance(a, Traced) else None
    second = b.current_node() if isinstance(b, Traced) else None
    if first is None and second is None:
        return None
    if first is None:
        first = k.number(a.value if isinstance(a, Traced) else a)
    if second is None:
        second = k.number(b.value if isinstance(b, Traced) else b)
    return k.map(operation, first, second)


_WHOLE = 2**53

_DIRECT = dict(
    renamed("add subtract:sub multiply:mul divide:div less:lt less_equal:le greater:gt greater_equal:ge")
)


def _operator(name, compute):
    """A binary operator; numbers take a short way."""

    def method(a, b):
        x, y = a.value, b.value if isinstance(b, Traced) else b
        if isinstance(x, float) and (isinstance(y, float) or (type(y) is int and -_WHOLE < y < _WHOLE)):
            if not isinstance(b, Traced) or b.recording is a.recording:
                node = _scalar_node(a.recording, name, a, b)
                if node is not None:
                    return type(a)(a.recording, node, compute(x, y))
        return binary(name, compute, a, b)

    return method


def _negative(a):
    return apply("negative", operator.neg, a)


def _absolute(a):
    return apply("absolute", operator.abs, a)


def _invert(a):
    return apply("invert", operator.invert, a)


def _power(a, b, modulus=None):
    if type(b) is int and b == 2 and isinstance(a.value, float) and a.current_node() is not None:
        node = a.current_node()
        return type(a)(a.recording, a.recording.map("mul", node, node), a.value**2)
    return binary("power", operator.pow, a, b)


# By Python's name: numpy's name, and the operator on numbers.
BINARY_OPERATORS = {
    "add": ("add", operator.add),
    "sub": ("subtract", operator.sub),
    "mul": ("multiply", operator.mul),
    "truediv": ("divide", operator.truediv),
    "floordiv": ("floor_divide", operator.floordiv),
    "mod": ("remainder", operator.mod),
    "pow": ("power", operator.pow),
    "and": ("bitwise_and", operator.and_),
    "or": ("bitwise_or", operator.or_),
    "xor": ("bitwise_xor", operator.xor),
}


def _define_operators():
    Traced.__neg__, Traced.__abs__, Traced.__invert__ = _negative, _absolute, _invert
    Traced.__pos__ = lambda a: a
    Traced.__divmod__, Traced.__rdivmod__ = lambda a, b: (a // b, a % b), lambda a, b: (b // a, b % a)
    for method, (name, compute) in BINARY_OPERATORS.items():
        setattr(Traced, "__%s__" % method, _operator(name, compute))
        setattr(Traced, "__r%s__" % method, lambda a, b, n=name, c=compute: binary(n, c, b, a))
    Traced.__pow__ = _power
    for method, name in renamed("lt:less le:less_equal gt:greater ge:greater_equal eq:equal ne:not_equal"):
        compute = getattr(operator, method)
        setattr(Traced, "__%s__" % method, _operator(name, compute))


_define_operators()
