"""Which top-level statements of a file a function needs: found by names, without running anything.

Definitions of needed names, stores into them and calls of their methods are taken; training, plotting, saving are not.
"""

import ast

from .names import free_names

LEFT_OUT = frozenset(
    """fit fit_transform step minimize minimize_scalar show savefig train plot imshow scatter backward optimize
    least_squares curve_fit differential_evolution basinhopping dual_annealing fmin fmin_bfgs solve_ivp sleep
    input system run_until_complete""".split()
)
"""Calls that no statement of a slice makes."""

_SETTINGS = frozenset("seed manual_seed set_default_dtype seterr set_printoptions update filterwarnings use".split())


class Slice:
    """The statements to run, in order, and those that do something and were left out."""

    def __init__(self, statements, kept):
        self.kept = [statement for statement in statements if id(statement) in kept]
        self.omitted = [one for one in statements if id(one) not in kept and not _is_remark(one)]


def slice_for(tree, names):
    """The slice of a module for the names that are wanted."""
    facts = [_Facts(statement) for statement in tree.body]
    imported = set().union(*[fact.binds for fact in facts if fact.is_import])
    needed = set(names)
    kept = set()
    changed = True
    while changed:
        changed = False
        for fact in facts:
            if id(fact.statement) not in kept and fact.is_needed(needed, imported):
                kept.add(id(fact.statement))
                needed |= fact.uses
                changed = True
    return Slice(tree.body, kept)


def whole(tree):
    """All statements but the main guard and those that train, plot or wait."""
    facts = [_Facts(statement) for statement in tree.body]
    kept = {id(fact.statement) for fact in facts if not fact.is_main_guard and not fact.is_left_out}
    return Slice(tree.body, kept)


def is_definition(statement):
    """Whether a statement is a function or a class."""
    return isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


def _is_remark(statement):
    """Whether a statement does nothing but stand there, as the text that describes a module."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


class _Facts:
    """What a statement binds, uses and changes."""

    def __init__(self, statement):
        self.statement = statement
        self.is_import = isinstance(statement, (ast.Import, ast.ImportFrom))
        self.is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        self.is_main_guard = _is_main_guard(statement)
        self.binds = set()
        self.uses = set()
        self.changes = set()
        self.settings = set()
        self.binds_all = False
        self._look(statement)
        self.is_left_out = not is_definition(statement) and _calls(statement, LEFT_OUT)

    def is_needed(self, needed, imported):
        if self.is_main_guard or self.is_left_out:
            return False
        if self.is_future or self.binds_all or self.binds & needed:
            return True
        return bool((self.changes - imported) & needed) or bool(self.settings & needed)

    def _look(self, statement):
        if is_definition(statement):
            self.binds.add(statement.name)
            self.uses = free_names(statement)
            return
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                (self.uses if isinstance(node.ctx, ast.Load) else self.binds).add(node.id)
            elif isinstance(node, ast.alias):
                self.binds_all |= node.name == "*"
                self.binds.add((node.asname or node.name).split(".")[0])
            elif is_definition(node):
                self.binds.add(node.name)
            elif isinstance(node, ast.ExceptHandler) and node.name:
                self.binds.add(node.name)
            elif isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
                self.changes |= _root(node)
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                self._look_at_call(node.value.func)
        if isinstance(statement, ast.AugAssign):
            self.uses |= _root(statement.target)

    def _look_at_call(self, function):
        """A call that stands alone is there for its effect on what its method belongs to."""
        if isinstance(function, ast.Attribute):
            self.changes |= _root(function)
            if function.attr in _SETTINGS:
                self.settings |= _root(function)


def _root(node):
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _calls(statement, names):
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if name in names:
                return True
    return False


def _is_main_guard(statement):
    if not isinstance(statement, ast.If) or not isinstance(statement.test, ast.Compare):
        return False
    sides = [statement.test.left] + statement.test.comparators
    return any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
