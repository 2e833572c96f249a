"""Files and modules of the workspace as they are now: unsaved text first, what has changed dropped and run again."""

import ast
import linecache
import os
import sys

from . import runtime
from .importing import OVERLAYS, is_workspace_module, use_paths
from .swap import lifted_pairs
from .unit import Unit

_UNITS = {}
_SEEN = {}
_LIFTED = {}
_INSTALLED = {}
"""Plain → lifted code of installed modules in which a recording has ended."""

LARGEST_MODULE = 1_000_000
"""Bytes of an installed module's source that is lifted."""


def forget(file):
    """Lets a file be loaded anew."""
    if file in _UNITS:
        _UNITS.pop(file).forget()


def load_fresh(file, text, overlays, root, extra, run):
    """A unit of its own for a file, run by ``run(unit)``; answers both."""
    _enter(file, text, overlays, root, extra)
    _drop_changed()
    forget(file)
    unit = Unit(file, text)
    try:
        return unit, run(unit)
    finally:
        _note_imports()


def load(file, text, overlays, root, extra, names):
    """The unit of a file for a function; what is loaded already and still true is kept."""
    _enter(file, text, overlays, root, extra)
    unit = None if _drop_changed() else _UNITS.get(file)
    if unit is not None:
        if unit.text == text:
            unit.run(names)
            return unit
        if unit.update(text, names):
            return unit
    forget(file)
    unit = Unit(file, text)
    try:
        unit.run(names)
    except BaseException:
        unit.forget()
        raise
    finally:
        _note_imports()
    _UNITS[file] = unit
    return unit


def _enter(file, text, overlays, root, extra):
    """Takes the unsaved text, and goes to where the file's code expects to run."""
    OVERLAYS.clear()
    OVERLAYS.update({os.path.abspath(path): one for path, one in overlays.items()})
    OVERLAYS[file] = text
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    use_paths(file, root, extra)
    os.chdir(root)


def _state_of(module):
    """What tells whether a module's source has changed: its unsaved text, else time and size of the file."""
    path = os.path.abspath(module.__file__)
    if path in OVERLAYS:
        return OVERLAYS[path]
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _workspace_modules():
    return {name: module for name, module in list(sys.modules.items()) if is_workspace_module(module)}


def _drop_changed():
    """Forgets all workspace modules once the source of one has changed: any of them may have imported it."""
    modules = _workspace_modules()
    if any(name in _SEEN and _SEEN[name] != _state_of(module) for name, module in modules.items()):
        for name in modules:
            del sys.modules[name]
            _SEEN.pop(name, None)
        return True
    return False


def _note_imports():
    for name, module in _workspace_modules().items():
        runtime.USER_MODULES.add(name)
        if name not in _SEEN:
            _SEEN[name] = _state_of(module)


def lifted_code(unit):
    """Plain → lifted code of the unit's functions and of those in the workspace modules it imported."""
    table = unit.lifted()
    for module in _workspace_modules().values():
        table.update(_lifted_module(module))
    for pairs in _INSTALLED.values():
        table.update(pairs)
    return table


def lift_installed(name):
    """Has the code of an installed module lifted from now on; False where it is already, or has no source to lift."""
    path = getattr(sys.modules.get(name), "__file__", None)
    if name in _INSTALLED or path is None or not path.endswith(".py") or os.path.getsize(path) > LARGEST_MODULE:
        return False
    with open(path, "rb") as stream:
        tree = ast.parse(stream.read(), path)
    # Code is equal where its source is: to that of the module as it was loaded, too.
    _INSTALLED[name] = lifted_pairs(compile(tree, path, "exec", dont_inherit=True), tree, path)
    runtime.USER_MODULES.add(name)
    return True


def roots(unit):
    """Where functions that the unit's may call are found: its namespace and those of the workspace modules."""
    installed = [sys.modules[name] for name in _INSTALLED if name in sys.modules]
    modules = [*_workspace_modules().values(), *installed]
    return [unit.module.__dict__] + [module.__dict__ for module in modules]


def _lifted_module(module):
    path = os.path.abspath(module.__file__)
    code = module.__loader__.code
    known = _LIFTED.get(path)
    if known is None or known[0] is not code:
        tree = ast.parse(module.__loader__.get_data(path), path)
        known = _LIFTED[path] = code, lifted_pairs(code, tree, path)
    return known[1]
