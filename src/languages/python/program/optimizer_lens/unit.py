"""A file of the user's loaded: the slice that a function needs, run in a module of its own, kept warm between edits."""

import ast
import importlib
import sys
import types

from . import runtime
from .importing import is_workspace_module, package_of
from .slices import is_definition, slice_for, whole
from .swap import lifted_pairs
from .tensors import Precision


class Unit:
    """One loaded file: its namespace, what of it has run, and the lifted code of its functions."""

    def __init__(self, file, text):
        self.file = file
        self.text = text
        self.tree = ast.parse(text, file)
        self.module = types.ModuleType(_module_name(file))
        self.module.__file__ = file
        self.module.__package__ = self.module.__name__.rpartition(".")[0]
        self.omitted = []
        self._codes = {}
        self._ran = {}

    def run(self, names):
        """Runs the slice for the names; where the file itself would make a missing one, all but its main guard."""
        self._install()
        chosen = slice_for(self.tree, names)
        try:
            self._execute(chosen)
        except NameError as error:
            if not self._binds(_missing_name(error)):
                raise
            chosen = whole(self.tree)
            self._execute(chosen)
        self.omitted = chosen.omitted

    def run_all(self, tree):
        """Runs every statement of a tree of this file, its main guard too."""
        self._install()
        for statement in tree.body:
            self._execute_one(statement)

    def update(self, text, names):
        """Takes an edit in by running changed definitions again; False where more than definitions changed."""
        tree = ast.parse(text, self.file)
        before = {ast.dump(one): one for one in self._ran.values()}
        present = {ast.dump(one) for one in tree.body}
        chosen = slice_for(tree, names)
        changed = [one for one in chosen.kept if ast.dump(one) not in before]
        removed = [one for dump, one in before.items() if dump not in present and not is_definition(one)]
        if removed or not all(is_definition(one) for one in changed):
            return False
        rest = [one for one in tree.body if ast.dump(one) in before and not is_definition(one)]
        if _read_by(tree, rest, {one.name for one in changed}):
            return False
        self.text, self.tree, self.omitted = text, tree, chosen.omitted
        self._run_moved(tree, chosen, before)
        return True

    def _run_moved(self, tree, chosen, before):
        """Runs definitions that are new or stand on other lines, so that tracebacks name the right ones."""
        ran = {}
        for statement in tree.body:
            key = _key(statement)
            if statement in chosen.kept or ast.dump(statement) in before:
                if is_definition(statement) and key not in self._ran:
                    self._execute_one(statement)
                ran[key] = statement
        self._ran = ran

    def _binds(self, name):
        """Whether the file assigns or defines a name anywhere at its top level or below."""
        names = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        if any(node.id == name and isinstance(node.ctx, ast.Store) for node in names):
            return True
        return any(is_definition(one) and one.name == name for one in self.tree.body)

    def _install(self):
        """Makes the module known by its name, its packages too."""
        if self.module.__package__:
            importlib.import_module(self.module.__package__)
        sys.modules[self.module.__name__] = self.module
        runtime.USER_MODULES.add(self.module.__name__)

    def forget(self):
        """Takes the module out of those that can be imported."""
        if sys.modules.get(self.module.__name__) is self.module:
            del sys.modules[self.module.__name__]

    def _execute(self, chosen):
        for statement in chosen.kept:
            key = _key(statement)
            if key not in self._ran:
                self._execute_one(statement)
                self._ran[key] = statement

    def _execute_one(self, statement):
        code = compile(ast.Module([statement], []), self.file, "exec", dont_inherit=True)
        exec(code, self.module.__dict__)
        Precision.apply()
        name = statement.name if is_definition(statement) else _key(statement)
        self._codes[name] = [code, statement, None]

    def lifted(self):
        """Plain code → lifted code of every function that has run."""
        table = {}
        for held in self._codes.values():
            if held[2] is None:
                held[2] = lifted_pairs(held[0], ast.Module([held[1]], []), self.file)
            table.update(held[2])
        return table


def _module_name(file):
    """The file's dotted name, unless something that is not the user's has it."""
    name = package_of(file)[1]
    known = sys.modules.get(name)
    is_users = known is None or name in runtime.USER_MODULES or is_workspace_module(known)
    return name if is_users else "_lens_" + name


def _key(statement):
    return ast.dump(statement, include_attributes=True)


def _missing_name(error):
    name = getattr(error, "name", None)
    return name or (str(error).split("'") + [""])[1]


def _read_by(tree, statements, names):
    """Whether running these statements reads any of the names, by way of other definitions too."""
    used = {node.id for one in statements for node in ast.walk(one) if isinstance(node, ast.Name)}
    needed = slice_for(tree, used).kept if used else []
    return any(is_definition(one) and one.name in names for one in needed)
