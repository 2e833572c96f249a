"""A function met where its file calls it: the file runs as a person would run it, until a second, differing call.

What changed between the calls are the parameters, the first call gives the start, all else is data; closures and
``self`` are the living ones. This is how functions are reached that are nested in others, or methods.
"""

import ast
import builtins
import functools
import inspect

from . import runtime
from .tensors import is_tensor
from .tracing import np

WATCH = "__lens_watch__"


class Captured(BaseException):
    """Ends the run of the file once enough has been seen."""


class Watcher:
    """The calls of one function: what to call again, its arguments at first, and the names of those that changed."""

    def __init__(self):
        self.function = None
        self.arguments = {}
        self.changed = None
        self.kinds = {}
        self._first = {}

    def watch(self, function):
        """The function, its calls noted until one differs from its first."""

        @functools.wraps(function)
        def watched(*arguments, **options):
            if self.changed is None:
                self._note(function, arguments, options)
            return function(*arguments, **options)

        return watched

    def _note(self, function, arguments, options):
        bound = inspect.signature(function).bind(*arguments, **options).arguments
        numbers = {name: plain(value) for name, value in bound.items()}
        known = self._first.get(id(function))
        if known is None:
            self._first[id(function)] = function, dict(bound), numbers
            if self.function is None:
                self._keep(function, bound, None)
            return
        changed = [name for name, value in numbers.items() if value is not None and value != known[2].get(name)]
        if changed:
            self._keep(function, known[1], changed)
            self.arguments.update({name: known[2][name] for name in changed})
            raise Captured

    def _keep(self, function, arguments, changed):
        self.function, self.arguments, self.changed = function, dict(arguments), changed
        self.kinds = {name: kind_of(value) for name, value in arguments.items()}

    def settle(self):
        """After the file has ended with one call alone: its first argument of numbers is the parameter."""
        if self.changed is None:
            numbers = {name: plain(value) for name, value in self.arguments.items()}
            self.changed = [name for name, value in numbers.items() if value is not None][:1]
            self.arguments.update({name: numbers[name] for name in self.changed})


def plain(x):
    """Numbers, arrays, tensors, lists and dictionaries of them as nested lists that stay as they are; else None."""
    if is_tensor(x):
        x = x.detach().cpu().numpy() if np is not None else x.tolist()
    if kind_of(x) == "jax":
        x = np.asarray(x)
    if np is not None and isinstance(x, (np.ndarray, np.generic)):
        return x.tolist() if x.dtype.kind in "iuf" else None
    if isinstance(x, (int, float)) and not isinstance(x, bool):
        return x
    if isinstance(x, (list, tuple)):
        parts = [plain(one) for one in x]
        return parts if parts and None not in parts else None
    if isinstance(x, dict):
        parts = {key: plain(one) for key, one in x.items()}
        return parts if parts and None not in parts.values() else None
    return None


def kind_of(x):
    """What a parameter is to be built as."""
    if is_tensor(x):
        return "tensor"
    if type(x).__module__.partition(".")[0] in ("jax", "jaxlib"):
        return "jax"
    return "array" if np is not None and isinstance(x, np.ndarray) else "list"


def capture(unit, name, line):
    """Runs the unit's file until the function of this name, defined at this line, has been called; its `Watcher`."""
    watcher = Watcher()
    tree = _Marked(name.split(".")[-1], line).visit(unit.tree)
    ast.fix_missing_locations(tree)
    setattr(builtins, WATCH, watcher.watch)
    runtime.USER_MODULES.add("__main__")
    unit.module.__dict__["__name__"] = "__main__"
    try:
        unit.run_all(tree)
    except Captured:
        pass
    except (Exception, SystemExit):
        if watcher.function is None:
            raise
    finally:
        setattr(builtins, WATCH, lambda function: function)
    if watcher.function is None:
        raise LookupError("%s was not called while the file ran" % name)
    watcher.settle()
    return watcher


class _Marked(ast.NodeTransformer):
    """The function watched: a decorator on its ``def``, a call around its ``lambda``."""

    def __init__(self, name, line):
        self._name = name
        self._line = line

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        if node.name == self._name and node.lineno == self._line:
            node.decorator_list.append(ast.copy_location(ast.Name(WATCH, ast.Load()), node))
        return node

    def visit_Assign(self, node):
        self.generic_visit(node)
        named = any(isinstance(target, ast.Name) and target.id == self._name for target in node.targets)
        if named and node.lineno == self._line and isinstance(node.value, ast.Lambda):
            watch = ast.copy_location(ast.Name(WATCH, ast.Load()), node.value)
            node.value = ast.copy_location(ast.Call(watch, [node.value], []), node.value)
        return node
