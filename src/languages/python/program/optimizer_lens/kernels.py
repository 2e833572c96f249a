"""Functions of whole matrices as single nodes: values by numpy.linalg, adjoints in closed form.

For matrices whose elimination, written out, would be longer than all else. Sources: M. Giles, "Collected matrix
derivative results for forward and reverse mode algorithmic differentiation", 2008; I. Murray, "Differentiation of the
Cholesky decomposition", 2016.
"""

import numpy as np


def apply_kernel(name, *of):
    """The value of a kernel; raises ``LinAlgError`` where numpy does."""
    return np.asarray(_VALUES[name](*of), float)


def pull_kernel(name, of, result, adjoint):
    """The adjoints of the operands."""
    return _ADJOINTS[name](*of, result, adjoint)


def _transposed(a):
    return np.swapaxes(a, -1, -2)


def _is_definite(a):
    try:
        np.linalg.cholesky(a)
    except np.linalg.LinAlgError:
        return 0.0
    return 1.0


def _pull_cholesky(a, factor, adjoint):
    """Ā = S + Sᵀ below the diagonal and S on it, S = L⁻ᵀ·Φ(LᵀL̄)·L⁻¹; Φ keeps the lower triangle, half of the diagonal.

    The upper triangle is not read.
    """
    inner = np.tril(np.matmul(_transposed(factor), adjoint))
    inner = inner - 0.5 * inner * np.eye(inner.shape[-1])
    half = np.linalg.solve(_transposed(factor), inner)
    whole = _transposed(np.linalg.solve(_transposed(factor), _transposed(half)))
    return (np.tril(whole + _transposed(whole)) - whole * np.eye(whole.shape[-1]),)


def _pull_solve(a, b, x, adjoint):
    """B̄ = A⁻ᵀ·X̄, Ā = −B̄·Xᵀ."""
    right = np.linalg.solve(_transposed(a), adjoint)
    return -np.matmul(right, _transposed(x)), right


def _pull_log_determinant(a, result, adjoint):
    """Ā = A⁻ᵀ, times the adjoint."""
    return (adjoint * _transposed(np.linalg.inv(a)),)


_VALUES = {
    "cholesky": np.linalg.cholesky,
    "solve": np.linalg.solve,
    "logDeterminant": lambda a: np.linalg.slogdet(a)[1],
    "determinantSign": lambda a: np.linalg.slogdet(a)[0],
    "isDefinite": _is_definite,
}
_ADJOINTS = {
    "cholesky": _pull_cholesky,
    "solve": _pull_solve,
    "logDeterminant": _pull_log_determinant,
    "determinantSign": lambda a, result, adjoint: (None,),
    "isDefinite": lambda a, result, adjoint: (None,),
}
