"""The way to a function by its dotted name: ``loss``, ``Losses.mse``, and by what has to be made first.

``Model().loss`` is a method of an object made without arguments. ``fit().loss`` is a function inside another: that one
is run as far as the inner's definition, with what the file calls it with, else with values of its arguments' names.
"""

import ast
import inspect

_FOUND = "__lens_found__"


class _Reached(BaseException):
    """Ends the outer function where the inner is defined."""


def first_name(path):
    """The name at the top level that a path begins with."""
    return path.split(".")[0].replace("()", "")


def outer_names(tree, path):
    """Names that are read to call the outer function of a path."""
    if "()" not in path:
        return set()
    call = _outer_call(tree, first_name(path))
    if call is not None:
        return _names(call, ast.Load)
    outer = _definition(tree, first_name(path))
    return set() if outer is None else {one.arg for one in _required(outer)}


def reach(unit, path):
    """``(function, how)``: what a path names in a loaded file, and by which call or object where it takes one."""
    names = path.split(".")
    first = names[0].replace("()", "")
    outer = _definition(unit.tree, first)
    if "()" in path and outer is not None:
        function, call = _inner(unit, outer, names[1])
        return function, call
    found = getattr(unit.module, first)
    made = found() if names[0] != first else found
    found = made
    for name in names[1:]:
        found = getattr(found, name)
    if not callable(found):
        raise TypeError("%s is %s, not a function" % (path, type(found).__name__))
    return found, None if inspect.isclass(made) or len(names) == 1 else names[0]


def _inner(unit, outer, name):
    """The inner function as the outer has made it, and the call that did."""
    call = _outer_call(unit.tree, outer.name)
    if call is None:
        arguments = [ast.Name(one.arg, ast.Load()) for one in _required(outer)]
        call = ast.Call(ast.Name(outer.name, ast.Load()), arguments, [])
    changed = _Stopping(name).visit(_copied(unit, outer))
    changed.decorator_list = []
    own, namespace = {}, unit.module.__dict__
    exec(compile(ast.fix_missing_locations(ast.Module([changed], [])), unit.file, "exec"), namespace, own)
    found = []

    def stop(function):
        found.append(function)
        raise _Reached

    namespace[_FOUND] = stop
    try:
        eval(compile(ast.fix_missing_locations(ast.Expression(call)), unit.file, "eval"), namespace, own)
    except _Reached:
        pass
    finally:
        del namespace[_FOUND]
    if not found:
        raise LookupError("%s is not defined when %s runs" % (name, outer.name))
    return found[0], _written(call)


def _copied(unit, outer):
    """The outer function as it stands in the text: transforming a tree changes it."""
    tree = ast.parse(unit.text, unit.file)
    return _definition(tree, outer.name)


class _Stopping(ast.NodeTransformer):
    """``raise`` with the inner function in hand after the statement that defines it, whatever its name."""

    def __init__(self, name):
        self._name = name
        self._depth = 0

    def visit_FunctionDef(self, node):
        if self._depth == 0:
            self._depth = 1
            self.generic_visit(node)
            return node
        return [node, self._stop(node)] if node.name == self._name else node

    def visit_ClassDef(self, node):
        return node

    visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef

    def visit_Assign(self, node):
        is_own = isinstance(node.value, ast.Lambda) and getattr(node.targets[0], "id", None) == self._name
        return [node, self._stop(node)] if is_own else node

    def _stop(self, node):
        call = ast.Call(ast.Name(_FOUND, ast.Load()), [ast.Name(self._name, ast.Load())], [])
        return ast.copy_location(ast.Expr(call), node)


def _definition(tree, name):
    """The last function of this name at the top level."""
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name]
    return found[-1] if found else None


def _outer_call(tree, name):
    """The first call of a function by a statement of the file that binds nothing the call reads."""
    for statement in tree.body:
        if not isinstance(statement, (ast.Expr, ast.Assign, ast.AnnAssign)):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                if not _names(node, ast.Load) & _names(statement, ast.Store):
                    return node
    return None


def _names(node, context):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, context)}


def _required(outer):
    """The parameters that a call must give by their places."""
    arguments = getattr(outer.args, "posonlyargs", []) + outer.args.args
    return arguments[: len(arguments) - len(outer.args.defaults)]


def _written(call):
    if hasattr(ast, "unparse"):
        return ast.unparse(call)
    return "%s(…)" % call.func.id
