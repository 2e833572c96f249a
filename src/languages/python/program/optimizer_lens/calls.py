"""Calls of minimizers that a file holds, read from its tree: what they say of a function's start and data."""

import ast

_MINIMIZERS = frozenset(
    """minimize minimize_scalar fmin fmin_bfgs fmin_cg fmin_powell fmin_l_bfgs_b fmin_ncg basinhopping dual_annealing
    least_squares root fsolve leastsq approx_fprime check_grad value_and_grad""".split()
)


class MinimizerCall:
    """``minimize(function, start, args=(…))``: the expressions of its start and of further arguments."""

    def __init__(self, call, callee, start, arguments):
        self.callee = callee
        self.line = call.lineno
        self.start = start
        self.arguments = arguments

    def names(self):
        """The names its expressions read."""
        found = set()
        for part in [self.start] + self.arguments:
            if part is not None:
                found |= {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        return found


def minimizer_calls(tree, function):
    """The calls that hand this function over, in the file's order."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            callee = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if callee in _MINIMIZERS or callee == "curve_fit":
                call = _read(node, callee, function)
                if call is not None:
                    found.append(call)
    return found


def _read(node, callee, function):
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    handed = node.args[0] if node.args else keywords.get("fun", keywords.get("func", keywords.get("f")))
    if not (isinstance(handed, ast.Name) and handed.id == function):
        return None
    if callee == "curve_fit":
        return MinimizerCall(node, callee, keywords.get("p0", node.args[3] if len(node.args) > 3 else None), [])
    start = node.args[1] if len(node.args) > 1 else keywords.get("x0")
    place = 3 if callee.startswith("fmin_") else 2
    arguments = keywords.get("args", node.args[place] if len(node.args) > place else None)
    if arguments is None:
        return MinimizerCall(node, callee, start, [])
    listed = arguments.elts if isinstance(arguments, (ast.Tuple, ast.List)) else [arguments]
    return MinimizerCall(node, callee, start, list(listed))
