"""What the lift asks of a syntax tree: a function's local names, and expressions that change nothing."""

import ast


def arguments_of(arguments):
    every = getattr(arguments, "posonlyargs", []) + arguments.args + arguments.kwonlyargs
    return every + [one for one in (arguments.vararg, arguments.kwarg) if one is not None]


def assigned(function):
    """The names local to a function: its parameters, and what it assigns without calling it global."""
    names = {argument.arg for argument in arguments_of(function.args)}
    elsewhere = set()
    pending = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            elsewhere.update(node.names)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))
    return names - elsewhere


_PLAIN = (
    ast.Constant,
    ast.Name,
    ast.Attribute,
    ast.BinOp,
    ast.UnaryOp,
    ast.Subscript,
    ast.operator,
    ast.unaryop,
    ast.expr_context,
    ast.IfExp,
    ast.Compare,
    ast.cmpop,
    ast.Slice,
    ast.Tuple,
)
_PLAIN_BEFORE_39 = frozenset(["Index", "ExtSlice"])
_PLAIN_MODULES = frozenset("np numpy math jnp scipy special".split())
_PLAIN_FUNCTIONS = frozenset("abs min max pow float exp log sqrt sin cos tan tanh".split())


def is_plain(node):
    """Arithmetic that may be computed although it is not chosen: it changes nothing."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            function = part.func
            named = isinstance(function, ast.Name) and function.id in _PLAIN_FUNCTIONS
            of_module = isinstance(function, ast.Attribute) and _first_name(function) in _PLAIN_MODULES
            if not (named or of_module):
                return False
        elif not isinstance(part, _PLAIN) and type(part).__name__ not in _PLAIN_BEFORE_39:
            return False
    return True


def _first_name(node):
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
