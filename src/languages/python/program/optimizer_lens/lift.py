"""The user's syntax tree rewritten so that calls, item assignments and choices can be followed while recording.

    f(x)            → call(f, x)
    a[i] = v        → a = set_item(a, i, v)          for a local name; else set_item(a, i, v, False)
    a += v          → a = in_place("iadd", a, v)
    p if c else q   → choose(c, lambda: p, lambda: q)  where both sides are plain arithmetic
    if c: x = p …   → x = choose(…)                    where x has been assigned before

All positions are kept. The rewritten code runs only while a call is recorded (see `swap`).
"""

import ast

from .syntax import arguments_of, assigned, is_plain

CALL, SET_ITEM, IN_PLACE, IN_PLACE_ITEM, CHOOSE, SLICE = (
    "__lens_call__",
    "__lens_set_item__",
    "__lens_in_place__",
    "__lens_in_place_item__",
    "__lens_choose__",
    "__lens_slice__",
)
ARM = "__lens_arm__"
"""A parameter by which `swap` knows the lambdas made here."""

_BY_NAME = frozenset("super locals globals vars dir eval exec breakpoint print".split())

_OPERATORS = {
    ast.Add: "iadd",
    ast.Sub: "isub",
    ast.Mult: "imul",
    ast.Div: "itruediv",
    ast.FloorDiv: "ifloordiv",
    ast.Mod: "imod",
    ast.Pow: "ipow",
    ast.MatMult: "imatmul",
    ast.BitAnd: "iand",
    ast.BitOr: "ior",
    ast.BitXor: "ixor",
    ast.LShift: "ilshift",
    ast.RShift: "irshift",
}


def lifted(tree):
    """The tree rewritten; the tree given is consumed."""
    return ast.fix_missing_locations(_Lift().visit(tree))


class _Lift(ast.NodeTransformer):
    def __init__(self):
        self._locals = [None]
        self._bound = [set()]

    def visit_FunctionDef(self, node):
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        node.args = self.visit(node.args)
        self._locals.append(assigned(node))
        self._bound.append({argument.arg for argument in arguments_of(node.args)})
        node.body = self._statements(node.body)
        self._locals.pop()
        self._bound.pop()
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        node.args = self.visit(node.args)
        self._locals.append(set())
        self._bound.append(set())
        node.body = self.visit(node.body)
        self._locals.pop()
        self._bound.pop()
        return node

    def visit_ClassDef(self, node):
        self._locals.append(None)
        self._bound.append(set())
        self.generic_visit(node)
        self._locals.pop()
        self._bound.pop()
        return node

    def _statements(self, body):
        result = []
        for statement in body:
            changed = self.visit(statement)
            result.extend(changed if isinstance(changed, list) else [changed])
        return result

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _BY_NAME:
            return node
        call = ast.Call(_name(CALL, node.func), [node.func] + node.args, node.keywords)
        return ast.copy_location(call, node)

    def visit_IfExp(self, node):
        simple = is_plain(node.body) and is_plain(node.orelse)
        self.generic_visit(node)
        return _choice(node, node.test, node.body, node.orelse) if simple else node

    def visit_If(self, node):
        target = self._common_target(node)
        self.generic_visit(node)
        if target is None:
            return node
        other = node.orelse[0].value if node.orelse else ast.copy_location(_name(target, node), node)
        value = _choice(node, node.test, node.body[0].value, other)
        return ast.copy_location(ast.Assign([_name(target, node, ast.Store())], value, type_comment=None), node)

    def _common_target(self, node):
        """The name that both branches of a simple ``if`` assign, if it has been bound before."""
        branches = [node.body, node.orelse] if node.orelse else [node.body]
        names = set()
        for branch in branches:
            if len(branch) != 1 or not isinstance(branch[0], ast.Assign) or len(branch[0].targets) != 1:
                return None
            target = branch[0].targets[0]
            if not isinstance(target, ast.Name) or not is_plain(branch[0].value):
                return None
            names.add(target.id)
        name = names.pop() if len(names) == 1 else None
        known = self._locals[-1] is not None and name in self._locals[-1]
        return name if known and (node.orelse or name in self._bound[-1]) else None

    def visit_Assign(self, node):
        self.generic_visit(node)
        self._bound[-1].update(target.id for target in node.targets if isinstance(target, ast.Name))
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Subscript):
            return self._item(node, node.targets[0], SET_ITEM, [node.value])
        return node

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        operator = ast.copy_location(ast.Constant(_OPERATORS[type(node.op)], kind=None), node)
        if isinstance(node.target, ast.Subscript):
            return self._item(node, node.target, IN_PLACE_ITEM, [operator, node.value])
        if isinstance(node.target, ast.Name) and self._is_local(node.target.id):
            old = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
            value = ast.copy_location(ast.Call(_name(IN_PLACE, node), [operator, old, node.value], []), node)
            return ast.copy_location(ast.Assign([node.target], value, type_comment=None), node)
        return node

    def _item(self, node, target, function, rest):
        """An item's assignment; a local name is bound anew to what the array has become."""
        array, key = target.value, _key(target.slice)
        if isinstance(array, ast.Name) and self._is_local(array.id):
            call = ast.Call(_name(function, node), [array, key] + rest, [])
            target = ast.copy_location(ast.Name(array.id, ast.Store()), array)
            call = ast.copy_location(call, node)
            return ast.copy_location(ast.Assign([target], call, type_comment=None), node)
        held = ast.copy_location(ast.Constant(False, kind=None), node)
        call = ast.Call(_name(function, node), [array, key] + rest + [held], [])
        return ast.copy_location(ast.Expr(ast.copy_location(call, node)), node)

    def _is_local(self, name):
        return self._locals[-1] is not None and name in self._locals[-1]


def _name(name, node, context=None):
    return ast.copy_location(ast.Name(name, context or ast.Load()), node)


def _choice(node, test, one, other):
    call = ast.Call(_name(CHOOSE, node), [test, _arm(one), _arm(other)], [])
    return ast.copy_location(call, node)


def _arm(body):
    argument = ast.arg(ARM, None)
    none = ast.Constant(None, kind=None)
    arguments = ast.arguments(
        posonlyargs=[], args=[argument], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[none]
    )
    return ast.copy_location(ast.Lambda(arguments, body), body)


def _key(index):
    """An index as an expression: ``slice(a, b)`` for ``a:b``."""
    if isinstance(index, ast.Slice):
        parts = [part or ast.Constant(None, kind=None) for part in (index.lower, index.upper, index.step)]
        return ast.copy_location(ast.Call(ast.Name(SLICE, ast.Load()), parts, []), index)
    if isinstance(index, ast.Tuple):
        return ast.copy_location(ast.Tuple([_key(part) for part in index.elts], ast.Load()), index)
    if type(index).__name__ == "ExtSlice":
        return ast.Tuple([_key(part) for part in index.dims], ast.Load())
    return _key(index.value) if type(index).__name__ == "Index" else index
