"""How the user's modules are found: their paths, unsaved text, and libraries that must not come from the workspace."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import site
import sys

GUARDED = ("numpy", "scipy", "torch", "jax", "jaxlib", "matplotlib", "pandas", "sklearn", "autograd")
"""Libraries that are never taken from the workspace: a planted ``numpy.py`` would run in the name of the real one."""

OVERLAYS = {}
"""Unsaved text by absolute path."""


def add_user_site():
    """Adds the user's own site-packages, which ``-I`` hides."""
    folder = site.getusersitepackages() if hasattr(site, "getusersitepackages") else None
    if folder and os.path.isdir(folder) and folder not in sys.path:
        site.addsitedir(folder)


class _SourceLoader(importlib.machinery.SourceFileLoader):
    """Unsaved text where there is some; no compiled files are used. A module's code is kept for the lift."""

    code = None

    def get_data(self, path):
        text = OVERLAYS.get(os.path.abspath(path))
        return text.encode("utf-8") if text is not None else super().get_data(path)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        self.code = self.source_to_code(self.get_data(path), path)
        return self.code


class WorkspaceFinder(importlib.abc.MetaPathFinder):
    """Finds modules in the workspace's folders, and guarded libraries everywhere but there."""

    def __init__(self):
        self.entries = []
        self.added = []

    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in GUARDED:
            return None if path is not None else self._outside(fullname)
        for entry in self.entries if path is None else path:
            spec = self._in_folder(fullname, entry)
            if spec is not None:
                return spec
        return None

    def _outside(self, name):
        elsewhere = [entry for entry in sys.path if not self._is_own(entry)]
        spec = importlib.machinery.PathFinder.find_spec(name, elsewhere)
        if spec is None:
            raise ModuleNotFoundError("No module named %r" % name, name=name)
        return spec

    def _is_own(self, entry):
        return os.path.abspath(entry) in self.entries

    def _in_folder(self, fullname, entry):
        folder = os.path.join(os.path.abspath(entry), "")
        if not any(folder.startswith(os.path.join(own, "")) for own in self.entries):
            return None
        base = os.path.join(entry, fullname.rpartition(".")[2])
        package = os.path.join(base, "__init__.py")
        if _exists(package):
            return _spec(fullname, package, [base])
        if _exists(base + ".py"):
            return _spec(fullname, base + ".py", None)
        return None


def _exists(path):
    return os.path.abspath(path) in OVERLAYS or os.path.isfile(path)


def _spec(fullname, path, package):
    return importlib.util.spec_from_file_location(
        fullname, path, loader=_SourceLoader(fullname, path), submodule_search_locations=package
    )


FINDER = WorkspaceFinder()


def install():
    """Puts the finder first; what this program itself needs has been imported by then."""
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, FINDER)


def package_of(file):
    """``(folder to import from, dotted name)`` of a file: up to the first folder without ``__init__.py``."""
    folder, name = os.path.split(os.path.abspath(file))
    names = [os.path.splitext(name)[0]]
    while _exists(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder, package = os.path.split(folder)
        names.insert(0, package)
    return folder, ".".join(names)


def use_paths(file, root, extra):
    """Lets imports look beside the file, in the workspace folder, and in its ``src``; in that order."""
    folder = package_of(file)[0]
    entries = [folder, os.path.abspath(root), os.path.join(os.path.abspath(root), "src")]
    entries = list(dict.fromkeys(entries + [os.path.abspath(entry) for entry in extra]))
    entries = [entry for entry in entries if os.path.isdir(entry)]
    # What the interpreter brought itself stays, were a file of its own libraries ever looked at.
    for entry in FINDER.added:
        if entry in sys.path:
            sys.path.remove(entry)
    FINDER.entries = entries
    FINDER.added = [entry for entry in entries if entry not in sys.path]
    sys.path[:0] = FINDER.added


def is_workspace_module(module):
    """Whether a module was loaded from the workspace."""
    return isinstance(getattr(module, "__loader__", None), _SourceLoader)
