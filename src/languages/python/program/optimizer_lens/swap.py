"""Lifted code in the place of the plain one, while a call is recorded and not a moment longer.

Functions keep their identity: only their ``__code__`` is exchanged, so that closures, methods and data are those of the
one loaded module, and tracebacks name the user's lines.
"""

import ast
import builtins
import functools
import types

from . import runtime
from .lift import ARM, CALL, CHOOSE, IN_PLACE, IN_PLACE_ITEM, SET_ITEM, SLICE, lifted

_HELPERS = {
    CALL: runtime.call,
    SET_ITEM: runtime.set_item,
    IN_PLACE: runtime.in_place,
    IN_PLACE_ITEM: runtime.in_place_item,
    CHOOSE: runtime.choose,
    SLICE: slice,
}

LARGEST_CONTAINER = 200
"""Elements of a container that are looked through for functions."""


def lifted_pairs(code, module, file):
    """Plain code → lifted code of every function in a compiled module or statement, given its tree, too."""
    changed = dict(_codes(compile(lifted(_copied(module)), file, "exec", dont_inherit=True)))
    return {plain: changed[key] for key, plain in _codes(code) if key in changed}


def _copied(node):
    """A copy of a tree, because the lift consumes one; ``copy.deepcopy`` takes three times as long."""
    if isinstance(node, list):
        return [_copied(one) for one in node]
    if not isinstance(node, ast.AST):
        return node
    copy = node.__class__(**{name: _copied(value) for name, value in ast.iter_fields(node)})
    return ast.copy_location(copy, node)


def _codes(code):
    counts = {}
    for inner in _inner(code):
        path = (inner.co_name, inner.co_firstlineno)
        counts[path] = counts.get(path, -1) + 1
        key = path + (counts[path],)
        yield (key,), inner
        for rest, deeper in _codes(inner):
            yield (key,) + rest, deeper


def _inner(code):
    """The functions right inside a code object; a lambda made by the lift is looked through."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_varnames[:1] == (ARM,):
                yield from _inner(constant)
            else:
                yield constant


class Swap:
    """``with Swap(table, roots):`` runs lifted code in all functions that can be reached from the roots."""

    def __init__(self, table, roots):
        self._table = table
        self._roots = roots
        self._swapped = []

    def __enter__(self):
        for name, helper in _HELPERS.items():
            setattr(builtins, name, helper)
        try:
            for function in reachable_functions(self._roots):
                code = self._table.get(function.__code__)
                if code is not None and len(code.co_freevars) == len(function.__code__.co_freevars):
                    self._swapped.append((function, function.__code__))
                    function.__code__ = code
        except BaseException:
            self._restore()
            raise
        return self

    def __exit__(self, *error):
        self._restore()

    def _restore(self):
        for function, code in self._swapped:
            function.__code__ = code
        self._swapped = []
        for name in _HELPERS:
            if hasattr(builtins, name):
                delattr(builtins, name)


def reachable_functions(roots):
    """Functions in namespaces, classes, closures, instances and small containers, each once."""
    seen = set()
    pending = list(roots)
    while pending:
        thing = pending.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, types.FunctionType):
            yield thing
        pending.extend(_parts(thing))


def _parts(thing):
    if isinstance(thing, types.FunctionType):
        return _of_function(thing)
    if isinstance(thing, types.MethodType):
        return [thing.__func__, thing.__self__]
    if isinstance(thing, (staticmethod, classmethod)):
        return [thing.__func__]
    if isinstance(thing, property):
        return [one for one in (thing.fget, thing.fset) if one is not None]
    if isinstance(thing, functools.partial):
        return [thing.func, *thing.args, *thing.keywords.values()]
    if isinstance(thing, dict):
        small = len(thing) <= 20 * LARGEST_CONTAINER
        return [value for name, value in thing.items() if name != "__builtins__"] if small else []
    if isinstance(thing, (list, tuple, set, frozenset)):
        return list(thing) if len(thing) <= LARGEST_CONTAINER else []
    return _of_object(thing)


def _of_function(function):
    parts = list(function.__defaults__ or ()) + list((function.__kwdefaults__ or {}).values())
    wrapped = function.__dict__.get("__wrapped__")
    for cell in function.__closure__ or ():
        try:
            parts.append(cell.cell_contents)
        except ValueError:
            continue
    return parts if wrapped is None else parts + [wrapped]


def _of_object(thing):
    """Classes of the user's modules and their instances, and what a cached function wraps."""
    kind = thing if isinstance(thing, type) else type(thing)
    if isinstance(thing, type(functools.lru_cache(_of_function))):
        return [thing.__wrapped__]
    if kind.__module__ not in runtime.USER_MODULES:
        return []
    parts = [value for base in kind.__mro__ for value in vars(base).values()] if thing is kind else [kind]
    if thing is not kind:
        parts.extend(getattr(thing, "__dict__", {}).values())
    return parts
