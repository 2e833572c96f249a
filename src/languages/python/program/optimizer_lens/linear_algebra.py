"""numpy.linalg by elimination, one column a step, each step over whole arrays; for larger matrices as single nodes."""

import numpy as np

from .escape import Escape
from .reductions import largest, smallest, total
from .rules import array, is_constant, rank_of, rule, shape_of
from .traced import node_of, recording_of, value_of, wrap

LARGEST = 30
"""Rows up to which elimination is written out; beyond, it is one node, which numpy.linalg computes (`kernels`)."""


def _checked(a):
    a = array(a)
    rows, columns = shape_of(a)[-2:]
    if rows != columns:
        raise np.linalg.LinAlgError("Last 2 dimensions of the array must be square")
    return a


def _is_large(a):
    return shape_of(a)[-1] > LARGEST


def _kernel(name, value, *operands):
    """A node that numpy.linalg computes."""
    k = recording_of(operands)
    return wrap(k, k.kernel(name, [node_of(k, x) for x in operands], np.shape(value)), value)


@rule("linalg.cholesky")
def cholesky(a, upper=False):
    """L with A = L·Lᵀ, by columns: lⱼ = (aⱼ − L·Lⱼ) / √(aⱼⱼ − Lⱼ·Lⱼ)."""
    a = _checked(a)
    if is_constant(a):
        factor = np.linalg.cholesky(value_of(a))
        return np.swapaxes(factor, -1, -2) if upper else factor
    if _is_large(a):
        return _large_cholesky(a, upper)
    columns = []
    size = shape_of(a)[-1]
    for j in range(size):
        rest = a[..., j:, j]
        for column in columns:
            rest = rest - column[..., j:] * column[..., j : j + 1]
        # A guard: code that catches this takes another way where it comes.
        if not np.all(rest[..., 0] > 0):
            raise np.linalg.LinAlgError("Matrix is not positive definite")
        below = rest / np.sqrt(rest[..., :1])
        columns.append(np.concatenate([np.zeros(shape_of(a)[:-2] + (j,)), below], axis=-1))
    return np.stack(columns, axis=-2 if upper else -1)


def _large_cholesky(a, upper):
    if upper:
        return np.swapaxes(_large_cholesky(np.swapaxes(a, -1, -2), False), -1, -2)
    try:
        return _kernel("cholesky", np.linalg.cholesky(value_of(a)), a)
    except np.linalg.LinAlgError:
        bool(_kernel("isDefinite", np.float64(0), a))
        raise


def _eliminated(a, right):
    """Gauss's elimination of [A | B] with the largest pivot by value: the triangle, the right sides, swaps' sign."""
    size = shape_of(a)[0]
    rows = np.concatenate([a, right], axis=1)
    done = []
    sign = 1.0
    for k in range(size):
        pivot = int(np.argmax(np.abs(value_of(rows)[:, 0])))
        if value_of(rows)[pivot, 0] == 0:
            raise np.linalg.LinAlgError("Singular matrix")
        if pivot:
            order = np.arange(size - k)
            order[[0, pivot]] = order[[pivot, 0]]
            rows = rows[order]
            sign = -sign
        done.append(rows[0])
        rows = rows[1:, 1:] - rows[1:, :1] / rows[0, 0] * rows[:1, 1:]
    return done, sign


def _single(a):
    a = _checked(a)
    if rank_of(a) > 2:
        return None, [a[index] for index in np.ndindex(shape_of(a)[:-2])]
    return a, None


@rule("linalg.solve")
def solve(a, b):
    """x with A·x = b; where A is constant, its inverse times b."""
    a, b = array(a), array(b)
    single, batch = _single(a)
    if batch is not None:
        rights = np.broadcast_to(b, shape_of(a)[:-2] + shape_of(b)[-2:]) if rank_of(b) > 1 else b
        lead = shape_of(a)[:-2]
        parts = [solve(a[i], rights[i] if rank_of(rights) > 2 else rights) for i in np.ndindex(lead)]
        return np.reshape(np.stack(parts), lead + shape_of(parts[0]))
    if is_constant(single):
        return np.matmul(np.linalg.inv(value_of(single)), b)
    right = b[:, None] if rank_of(b) == 1 else b
    if _is_large(single):
        result = _kernel("solve", np.linalg.solve(value_of(single), value_of(right)), single, right)
        return result[:, 0] if rank_of(b) == 1 else result
    done, _ = _eliminated(single, right)
    width = shape_of(right)[1]
    solved = []
    for row in reversed(done):
        rest = row[-width:]
        for k, one in enumerate(reversed(solved)):
            rest = rest - row[1 + k] * one
        solved.append(rest / row[0])
    result = np.stack(solved[::-1])
    return result[:, 0] if rank_of(b) == 1 else result


@rule("linalg.inv")
def _inv(a):
    a = _checked(a)
    return solve(a, np.broadcast_to(np.eye(shape_of(a)[-1]), shape_of(a)))


@rule("linalg.det")
def _det(a):
    single, batch = _single(a)
    if batch is not None:
        return np.reshape(np.stack([_det(one) for one in batch]), shape_of(array(a))[:-2])
    if _is_large(single):
        sign, logarithm = _slogdet(single)
        return sign * np.exp(logarithm)
    try:
        done, sign = _eliminated(single, np.zeros((shape_of(single)[0], 0)))
    except np.linalg.LinAlgError:
        raise Escape("the determinant of a singular matrix was recorded") from None
    return sign * np.prod(np.stack([row[0] for row in done]))


@rule("linalg.slogdet")
def _slogdet(a):
    """Sign and ln|det A|."""
    single, batch = _single(a)
    if batch is not None:
        signs, logs = zip(*[_slogdet(one) for one in batch])
        return np.reshape(np.stack(signs), shape_of(array(a))[:-2]), np.reshape(np.stack(logs), shape_of(array(a))[:-2])
    if is_constant(single):
        return np.linalg.slogdet(value_of(single))
    if _is_large(single):
        sign, logarithm = np.linalg.slogdet(value_of(single))
        return _kernel("determinantSign", sign, single), _kernel("logDeterminant", logarithm, single)
    done, sign = _eliminated(single, np.zeros((shape_of(single)[0], 0)))
    pivots = np.stack([row[0] for row in done])
    return sign * np.prod(np.sign(pivots)), np.sum(np.log(np.abs(pivots)))


@rule("linalg.norm")
def norm(x, ord=None, axis=None, keepdims=False):
    """Norms of vectors, and of matrices but those by singular values."""
    x = array(x)
    if axis is None and (ord is None or (ord == 2 and rank_of(x) == 1)):
        flat = np.ravel(x)
        result = np.sqrt(np.dot(flat, flat))
        return np.reshape(result, (1,) * rank_of(x)) if keepdims else result
    axes = tuple(range(rank_of(x))) if axis is None else ((axis,) if np.ndim(axis) == 0 else tuple(axis))
    if len(axes) == 2 and ord not in (None, "fro", "f"):
        return _matrix_norm(x, ord, axes, keepdims)
    return _vector_norm(x, 2 if ord in (None, "fro", "f") else ord, axes, keepdims)


def _vector_norm(x, ord, axes, keepdims):
    if ord == np.inf:
        return largest(np.abs(x), axes, keepdims=keepdims)
    if ord == -np.inf:
        return smallest(np.abs(x), axes, keepdims=keepdims)
    if ord == 0:
        return total((x != 0) * 1.0, axes, keepdims=keepdims)
    if ord == 1:
        return total(np.abs(x), axes, keepdims=keepdims)
    if ord == 2:
        return np.sqrt(total(x * x, axes, keepdims=keepdims))
    return total(np.abs(x) ** ord, axes, keepdims=keepdims) ** (1.0 / ord)


def _matrix_norm(x, ord, axes, keepdims):
    if ord not in (1, -1, np.inf, -np.inf):
        raise Escape("this norm of a matrix is made of singular values, which have no derivative rule")
    inner, outer = axes if abs(ord) == 1 else axes[::-1]
    choice = largest if ord > 0 else smallest
    result = choice(total(np.abs(x), inner, keepdims=True), outer, keepdims=True)
    return result if keepdims else np.squeeze(result, axes)


@rule("linalg.matrix_power")
def _matrix_power(a, n):
    a = _checked(a)
    if n < 0:
        a, n = _inv(a), -n
    result = np.eye(shape_of(a)[-1])
    while n:
        result = np.matmul(result, a) if n % 2 else result
        a = np.matmul(a, a) if n > 1 else a
        n //= 2
    return result


@rule("linalg.lstsq")
def _lstsq(a, b, rcond=None):
    """The solution by normal equations; rank and singular values are those of the values."""
    a, b = array(a), array(b)
    rank, singular = np.linalg.lstsq(value_of(a), value_of(b), rcond=None)[2:]
    if rank < shape_of(a)[1]:
        raise Escape("least squares of a matrix that has not full rank")
    solution = solve(np.matmul(a.T, a), np.matmul(a.T, b))
    return solution, np.sum((np.matmul(a, solution) - b) ** 2, axis=0, keepdims=True), rank, singular


@rule("linalg.pinv")
def _pinv(a, *arguments, **options):
    """(AᵀA)⁻¹Aᵀ, or Aᵀ(AAᵀ)⁻¹ of a wide matrix; of full rank alone."""
    a = array(a)
    if np.linalg.matrix_rank(value_of(a)) < min(shape_of(a)):
        raise Escape("the pseudoinverse of a matrix that has not full rank")
    if shape_of(a)[0] >= shape_of(a)[1]:
        return solve(np.matmul(a.T, a), a.T)
    return np.matmul(a.T, _inv(np.matmul(a, a.T)))


def solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, **options):
    """scipy.linalg.solve_triangular, by substitution."""
    a, b = array(a), array(b)
    if trans in (1, "T", 2, "C"):
        a, lower = a.T, not lower
    a = np.tril(a) if lower else np.triu(a)
    if is_constant(a):
        return np.matmul(np.linalg.inv(value_of(a)), b)
    if _is_large(_checked(a)):
        size = shape_of(a)[0]
        return solve(a - a * np.eye(size) + np.eye(size) if unit_diagonal else a, b)
    size = shape_of(a)[0]
    solved = {}
    for row in range(size) if lower else reversed(range(size)):
        rest = b[row]
        for k, one in solved.items():
            rest = rest - a[row, k] * one
        solved[row] = rest if unit_diagonal else rest / a[row, row]
    return np.stack([solved[row] for row in range(size)])
