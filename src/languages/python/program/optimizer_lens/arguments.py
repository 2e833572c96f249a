"""The arguments of a loss: parameters cut from the flat θ, and data by expression."""

import numbers

from .tracing import np, traced_number

if np is not None:
    from .arrays import traced_input


class Layout:
    """Where each argument comes from. ``specifications`` are ``{"name", "start"}`` or ``{"name", "data"}``.

    A start is a number, nested lists or a dictionary of them. Lists of one shape become arrays where the module knows
    numpy (``"as": "list"`` and ``"array"`` say otherwise). Data is an expression in the module's names.
    """

    def __init__(self, specifications, namespace):
        self._parts = []
        self.dimension = 0
        self.start = []
        arrays = np is not None and _knows_numpy(namespace)
        for specification in specifications:
            if "data" in specification:
                self._parts.append(("data", eval(specification["data"], namespace)))
            else:
                kind = specification.get("as")
                as_arrays = arrays if kind is None else kind == "array" and np is not None
                self._parts.append(("parameter", self._template(specification["start"], as_arrays)))

    def _template(self, start, as_arrays):
        first = self.dimension
        if isinstance(start, numbers.Number):
            self._take([start])
            return "number", first
        if isinstance(start, dict):
            return "dict", {key: self._template(one, as_arrays) for key, one in start.items()}
        shape = _shape(start) if as_arrays else None
        if shape is not None:
            self._take(np.ravel(np.array(start, float)).tolist())
            return "array", first, shape
        return "list", [self._template(one, as_arrays) for one in start]

    def _take(self, values):
        self.start.extend(float(value) for value in values)
        self.dimension += len(values)

    def plain(self, theta):
        """The arguments as the user's code would be given them; arrays are copies."""
        return [part if kind == "data" else _built(part, theta, None) for kind, part in self._parts]

    def traced(self, theta, recording):
        """The same, traced."""
        return [part if kind == "data" else _built(part, theta, recording) for kind, part in self._parts]


def _built(template, theta, recording):
    kind = template[0]
    if kind == "dict":
        return {key: _built(one, theta, recording) for key, one in template[1].items()}
    if kind == "list":
        return [_built(one, theta, recording) for one in template[1]]
    first = template[1]
    if kind == "number":
        value = float(theta[first])
        return value if recording is None else traced_number(recording, value, first)
    size = 1
    for length in template[2]:
        size *= length
    value = np.array(theta[first : first + size], float).reshape(template[2])
    return value if recording is None else traced_input(recording, value, first)


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


def _knows_numpy(namespace):
    return any(getattr(value, "__name__", "").partition(".")[0] in ("numpy", "scipy") for value in list(namespace.values()))


def number_of(returned):
    """What a loss returned as a float: a number, an array of one element, the first of a tuple."""
    value = returned[0] if isinstance(returned, (tuple, list)) and len(returned) > 0 else returned
    if isinstance(value, complex) or value is None or isinstance(value, (str, bytes)):
        raise TypeError("the function returned %s, not a number" % (value if value is None else type(value).__name__))
    size = getattr(value, "size", 1)
    if isinstance(size, int) and size != 1:
        raise TypeError("the function returned an array of shape %s, not a number" % (value.shape,))
    return float(value.item() if hasattr(value, "item") else value)
