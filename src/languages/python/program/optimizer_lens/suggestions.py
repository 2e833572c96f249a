"""What a file says of a function's arguments: its signature, names bound like its parameters, calls of minimizers."""

import ast
import inspect
import numbers

from .calls import minimizer_calls
from .reaching import first_name, outer_names
from .tracing import np


def needed_names(text, file, function, data=None):
    """The names whose statements a function's slice begins with: its own and those of its data.

    Where nobody says what is data, all parameters may be, and what calls of minimizers name.
    """
    tree = ast.parse(text, file)
    own = first_name(function)
    names = {own} | outer_names(tree, function)
    if data is not None:
        return names.union(data) | _library_names(tree)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == own:
            arguments = getattr(node.args, "posonlyargs", []) + node.args.args + node.args.kwonlyargs
            names |= {argument.arg for argument in arguments}
    for call in minimizer_calls(tree, own):
        names |= call.names()
    return names | _library_names(tree)


def _library_names(tree):
    """The name of numpy, else of torch or jax, if the file imports it: by it is known what the function takes."""
    for library in ("numpy", "torch", "jax.numpy", "jax"):
        for node in tree.body:
            for alias in node.names if isinstance(node, ast.Import) else ():
                if alias.name == library:
                    return {alias.asname or alias.name.partition(".")[0]}
    return set()


def described_parameters(signature):
    """Name, kind and a default that is a number, of each parameter."""
    described = []
    for parameter in signature.parameters.values():
        one = {
            "name": parameter.name,
            "kind": parameter.kind.name.lower(),
            "hasDefault": parameter.default is not inspect.Parameter.empty,
        }
        plain = plain_numbers(parameter.default) if one["hasDefault"] else None
        described.append(one if plain is None else dict(one, default=plain))
    return described


def bound_names(parameters, namespace):
    """Parameters whose names the module binds to something that is no function, with what kind of thing it is."""
    found = []
    for parameter in parameters:
        value = namespace.get(parameter["name"])
        if value is not None and not callable(value):
            shape = getattr(value, "shape", None)
            shape = list(shape) if isinstance(shape, tuple) else [len(value)] if hasattr(value, "__len__") else []
            found.append({"name": parameter["name"], "kind": type(value).__name__, "shape": shape})
    return found


def described_calls(calls, namespace):
    """Each call with its start as numbers, where that can be told, and its further arguments as expressions."""
    described = []
    for call in calls:
        one = {"callee": call.callee, "line": call.line, "arguments": [_text(part) for part in call.arguments]}
        start = _evaluated(call.start, namespace)
        described.append(one if start is None else dict(one, start=start))
    return described


def _text(expression):
    """An expression's source; before Python 3.9 only that of a name."""
    if isinstance(expression, ast.Name):
        return expression.id
    return ast.unparse(expression) if hasattr(ast, "unparse") else ""


def _evaluated(expression, namespace):
    if expression is None:
        return None
    try:
        return plain_numbers(eval(compile(ast.Expression(expression), "<start>", "eval"), namespace))
    except Exception:
        return None


def plain_numbers(x):
    """A number or nested lists of numbers as JSON has them; None for everything else, NaN and ∞ too."""
    if np is not None and isinstance(x, (np.ndarray, np.generic)):
        x = x.tolist() if x.dtype.kind in "biuf" else None
    if isinstance(x, numbers.Real) and not isinstance(x, bool):
        x = float(x)
        return x if x - x == 0 else None
    if isinstance(x, (list, tuple)):
        parts = [plain_numbers(one) for one in x]
        return None if None in parts else parts
    return None
