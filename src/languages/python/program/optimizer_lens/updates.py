"""A person's own optimizer: its update of one parameter, called with numbers and recorded over them."""

import inspect

from .arguments import number_of
from .escape import Escape
from .faults import fault_of
from .loading import lifted_code, roots
from .swap import Swap
from .tracing import output_node, record, traced_number

STEP = ("t", "gradient", "theta", "learningRate")
"""What a step has, in the order in which its numbers come."""


class UnknownField(KeyError, AttributeError):
    """A name that is read of what does not have it."""

    __module__ = "builtins"  # As a person's own exceptions are told: by its name alone.

    def __str__(self):
        return self.args[0]


class Fields(dict):
    """What an update is given: ``step["gradient"]``, or ``step.gradient``."""

    def __init__(self, what, fields, is_open=False):
        super().__init__(fields)
        self.__dict__.update(_what=what, _is_open=is_open)

    def __missing__(self, name):
        if self.__dict__["_is_open"]:
            return 0.0
        raise UnknownField("%s %s, and no %s" % (self.__dict__["_what"], ", ".join(self) or "none", name))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


class Update:
    """An update that is loaded.

    A call is described by the names of its state (None: not known yet, each name gives 0), those of the hyperparameters
    that are numbers, and the other hyperparameters as they are; its numbers come in the order step, state,
    hyperparameters.
    """

    def __init__(self, unit, function):
        self._unit = unit
        self._function = function
        self._count = _arguments_taken(function)

    def call(self, described, numbers):
        """``(fields, numbers)`` of what the update answers, see `flat`."""
        return flat(self._function(*self._arguments(described, [int(numbers[0])] + list(numbers[1:]))))

    def trace(self, described, numbers):
        """``(recording, paths, outputs)`` of one call; raises `Escape` where it cannot be recorded."""
        answers = []

        def function(*arguments):
            answers.append(self._function(*arguments))
            return 0.0

        def arguments(recording):
            traced = [traced_number(recording, x, k) for k, x in enumerate(numbers)]
            return self._arguments(described, traced)

        try:
            with Swap(lifted_code(self._unit), roots(self._unit) + [self._function]):
                recording = record(function, arguments, len(numbers))[0]
            fields = list(_fields(answers[0]))
            return recording, [path for path, _ in fields], [output_node(recording, x) for _, x in fields]
        except Escape:
            raise
        except Exception as error:
            raise Escape("recording it met %s" % fault_of(error)["message"]) from error

    def _arguments(self, described, numbers):
        rest = iter(numbers)
        step = Fields("a step has", [(name, next(rest)) for name in STEP])
        names = described["state"]
        state = Fields("its state has", [(name, next(rest)) for name in names or ()], names is None)
        own = [(name, next(rest)) for name in described["hyperparameters"]]
        hyperparameters = Fields("its hyperparameters are", own + list(described["choices"].items()))
        return [step, state, hyperparameters][: self._count]


def flat(returned):
    """``(fields, numbers)`` of an answer: each field's path with the kind of what is no number there, and the numbers.

    Of what is no dictionary the kind alone, as the only field, without a path.
    """
    if not isinstance(returned, dict):
        return [[[], _kind(returned)]], []
    fields, numbers = [], []
    for path, value in _fields(returned):
        number = None if isinstance(value, bool) else _number(value)
        fields.append([path, None if number is not None else _kind(value)])
        numbers += [] if number is None else [number]
    return fields, numbers


def _fields(returned):
    """``(path, value)`` of what a dictionary holds; of the state its own fields."""
    for name, value in returned.items():
        if name == "state" and isinstance(value, dict):
            for key, one in value.items():
                yield [name, str(key)], one
        else:
            yield [str(name)], value


def _number(value):
    try:
        return None if isinstance(value, (tuple, list)) else number_of(value)
    except (TypeError, ValueError):
        return None


def _kind(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "object" if _number(value) is None else "number"


def _arguments_taken(function):
    """How many of step, state and hyperparameters a function takes."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    if any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in parameters):
        return 3
    return min(3, sum(one.kind in kinds for one in parameters))
