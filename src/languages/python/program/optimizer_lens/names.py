"""The names that a definition takes from outside, by Python's rules of scope."""

import ast

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def free_names(definition):
    """Names that a function or class reads from the module (or from what lies outside it)."""
    scope = _Scope()
    scope.visit(definition)
    return scope.loads


class _Scope(ast.NodeVisitor):
    """One scope: what it binds itself, and what it reads, inner scopes' free names included."""

    def __init__(self):
        self.loads = set()
        self.binds = set()
        self.globals = set()

    def visit_Name(self, node):
        (self.loads if isinstance(node.ctx, ast.Load) else self.binds).add(node.id)

    def visit_Global(self, node):
        self.globals.update(node.names)

    def visit_Import(self, node):
        self.binds.update((alias.asname or alias.name).split(".")[0] for alias in node.names)

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node):
        if node.name:
            self.binds.add(node.name)
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        self.binds.add(node.name)
        for part in node.decorator_list + [node.returns]:
            self._visit_part(part)
        self._function(node, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self._function(node, [node.body])

    def _function(self, node, body):
        arguments = node.args
        for part in arguments.defaults + arguments.kw_defaults:
            self._visit_part(part)
        every = getattr(arguments, "posonlyargs", []) + arguments.args + arguments.kwonlyargs
        every += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
        for one in every:
            self._visit_part(one.annotation)
        self._inner(body, {one.arg for one in every})

    def visit_ClassDef(self, node):
        self.binds.add(node.name)
        for part in node.decorator_list + node.bases + [keyword.value for keyword in node.keywords]:
            self._visit_part(part)
        self._inner(node.body, set())

    def _comprehension(self, node):
        self.visit(node.generators[0].iter)
        inner = _Scope()
        inner.generic_visit(node)
        self.loads |= inner.loads - inner.binds

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _inner(self, body, bound):
        inner = _Scope()
        for statement in body:
            inner.visit(statement)
        self.loads |= inner.loads - ((inner.binds | bound) - inner.globals)

    def _visit_part(self, part):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            part = _parsed(part.value)
        if part is not None:
            self.visit(part)


def _parsed(text):
    """An annotation written as text."""
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
