"""The arguments of a loss: parameters cut from the flat θ, and data by expression."""

import numbers

from .recording import size_of
from .tensors import is_tensor, jax_module, library_of, tensor
from .tracing import np, traced_number

if np is not None:
    from .arrays import traced_input


class Layout:
    """Where each argument comes from. ``specifications`` are ``{"name", "start"}`` or ``{"name", "data"}``.

    A start is a number, nested lists or a dictionary of them. Lists of one shape become tensors or jax's arrays where
    the function computes with them, numpy's where its module knows that; ``"as"`` ("list", "array", "tensor", "jax")
    says otherwise. Data is an expression in the module's names.
    """

    def __init__(self, specifications, function, namespace):
        self._parts = []
        self.dimension = 0
        self.start = []
        self.takes_tensors = False
        self.takes_jax = False
        usual = _usual_kind(function, namespace)
        for specification in specifications:
            if "data" in specification:
                self._parts.append(("data", eval(specification["data"], namespace)))
            else:
                template = self._template(specification["start"], specification.get("as", usual))
                self._parts.append(("parameter", template))

    @classmethod
    def of_call(cls, arguments, changed, kinds):
        """The layout of a call that was captured: the arguments that changed are parameters, the rest is as it was."""
        layout = cls([], None, {})
        for name, value in arguments.items():
            part = ("parameter", layout._template(value, kinds[name])) if name in changed else ("data", value)
            layout._parts.append(part)
        return layout

    def _template(self, start, kind):
        first = self.dimension
        if isinstance(start, dict):
            return "dict", {key: self._template(one, kind) for key, one in start.items()}
        if isinstance(start, numbers.Number) and kind not in ("tensor", "jax"):
            self._take([start])
            return "number", first
        shape = _shape(start) if kind in ("array", "tensor", "jax") else None
        if shape is None:
            return "list", [self._template(one, kind) for one in start]
        self.takes_tensors |= kind == "tensor"
        self.takes_jax |= kind == "jax"
        self._take(_flat(start))
        return kind, first, shape

    def _take(self, values):
        self.start.extend(float(value) for value in values)
        self.dimension += len(values)

    def plain(self, theta):
        """The arguments as the user's code would be given them; arrays are copies. jax's are cut from jax's θ."""
        return self._built(jax_module().numpy.asarray(theta) if self.takes_jax else theta, None, [])

    def with_leaves(self, theta):
        """The arguments, and the tensors among them in the order of θ."""
        leaves = []
        return self._built(theta, None, leaves), leaves

    def traced(self, theta, recording):
        """The arguments traced."""
        return self._built(theta, recording, [])

    def _built(self, theta, recording, leaves):
        return [
            part if kind == "data" else self._argument(part, theta, recording, leaves) for kind, part in self._parts
        ]

    def _argument(self, template, theta, recording, leaves):
        kind = template[0]
        if kind == "dict":
            return {key: self._argument(one, theta, recording, leaves) for key, one in template[1].items()}
        if kind == "list":
            return [self._argument(one, theta, recording, leaves) for one in template[1]]
        first = template[1]
        if kind == "number":
            value = float(theta[first])
            return value if recording is None else traced_number(recording, value, first)
        values = theta[first : first + size_of(template[2])]
        if kind == "jax":
            return values.reshape(template[2])
        if kind == "tensor":
            leaves.append(tensor(values, template[2]))
            return leaves[-1]
        value = np.array(values, float).reshape(template[2])
        return value if recording is None else traced_input(recording, value, first)


def _usual_kind(function, namespace):
    """What lists of numbers become."""
    names = [getattr(value, "__name__", None) for value in list(namespace.values())]
    known = {name.partition(".")[0] for name in names if isinstance(name, str)}
    knows_numpy = np is not None and bool(known & {"numpy", "scipy"})
    library = library_of(function)
    if library == "torch" or (library is None and "torch" in known and not knows_numpy):
        return "tensor"
    if library == "jax" or (library is None and "jax" in known and not knows_numpy):
        return "jax"
    return "array" if knows_numpy else "list"


def _shape(nested):
    """The shape of lists of numbers, None where they have none or hold something else."""
    if isinstance(nested, numbers.Number):
        return ()
    if not isinstance(nested, list):
        return None
    shapes = {_shape(one) for one in nested}
    if len(shapes) > 1 or None in shapes:
        return None
    return (len(nested),) + (shapes.pop() if shapes else ())


def _flat(nested):
    return [x for one in nested for x in _flat(one)] if isinstance(nested, list) else [nested]


def number_of(returned):
    """What a loss returned as a float: a number, an array or tensor of one element, the first of a tuple."""
    value = first_of(returned)
    if isinstance(value, complex) or value is None or isinstance(value, (str, bytes)):
        raise TypeError("the function returned %s, not a number" % (value if value is None else type(value).__name__))
    shape = getattr(value, "shape", ())
    if size_of(shape) != 1:
        raise TypeError("the function returned an array of shape %s, not a number" % (tuple(shape),))
    value = value.detach() if is_tensor(value) else value
    return float(value.item() if hasattr(value, "item") else value)


def first_of(returned):
    """The loss where a function returns more: ``(loss, gradient)``, ``[loss]``."""
    return returned[0] if isinstance(returned, (tuple, list)) and len(returned) > 0 else returned
