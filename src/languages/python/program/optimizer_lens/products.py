"""Products of vectors, matrices and tensors."""

import numpy as np

from .rules import array, rank_of, rule, shape_of
from .traced import apply, node_of, recording_of, value_of, wrap


@rule("matmul", "linalg.matmul")
def matmul(a, b, out=None, **options):
    """``a @ b``: vectors are made matrices and their axis dropped again."""
    a, b = array(a), array(b)
    value = np.matmul(value_of(a), value_of(b))
    k = recording_of((a, b))
    if k is None:
        return value
    first, second = node_of(k, a), node_of(k, b)
    if rank_of(a) == 1:
        first = k.dims(first, (-1, 0))
    if rank_of(b) == 1:
        second = k.dims(second, (0, -1))
    node = k.matmul(first, second)
    rank = len(k.shapes[node])
    dropped = ([rank - 2] if rank_of(a) == 1 else []) + ([rank - 1] if rank_of(b) == 1 else [])
    node = k.dims(node, [axis for axis in range(rank) if axis not in dropped])
    result = wrap(k, node, value)
    if out is None:
        return result
    out[...] = result
    return out


@rule("dot")
def dot(a, b, out=None):
    """numpy's dot: the last axis of a with the last but one of b."""
    a, b = array(a), array(b)
    if rank_of(a) == 0 or rank_of(b) == 0:
        return apply("multiply", np.multiply, a, b)
    if rank_of(a) <= 2 and rank_of(b) <= 2:
        return matmul(a, b, out)
    return tensordot(a, b, (-1, -2 if rank_of(b) > 1 else 0))


rule("vdot")(lambda a, b: matmul(np.ravel(array(a)), np.ravel(array(b))))
rule("linalg.multi_dot")(lambda arrays, **options: _chained(arrays))
rule("vecdot")(lambda a, b, axis=-1: np.sum(array(a) * array(b), axis=axis))


def _chained(arrays):
    result = array(arrays[0])
    for one in arrays[1:]:
        result = dot(result, one)
    return result


@rule("inner")
def _inner(a, b):
    a, b = array(a), array(b)
    if rank_of(a) == 0 or rank_of(b) == 0:
        return apply("multiply", np.multiply, a, b)
    return tensordot(a, b, (-1, -1))


@rule("outer", "linalg.outer")
def _outer(a, b, out=None):
    return np.ravel(array(a))[:, None] * np.ravel(array(b))[None, :]


@rule("tensordot")
def tensordot(a, b, axes=2):
    """Sums of products over pairs of axes, as one product of matrices."""
    a, b = array(a), array(b)
    if isinstance(axes, (int, np.integer)):
        left, right = list(range(rank_of(a) - axes, rank_of(a))), list(range(axes))
    else:
        left, right = [[one] if isinstance(one, (int, np.integer)) else list(one) for one in axes]
    left = [axis % rank_of(a) for axis in left]
    right = [axis % rank_of(b) for axis in right]
    free_left = [axis for axis in range(rank_of(a)) if axis not in left]
    free_right = [axis for axis in range(rank_of(b)) if axis not in right]
    inner = int(np.prod([shape_of(a)[axis] for axis in left], dtype=int))
    rows = [shape_of(a)[axis] for axis in free_left]
    columns = [shape_of(b)[axis] for axis in free_right]
    first = np.transpose(a, free_left + left).reshape(int(np.prod(rows, dtype=int)), inner)
    second = np.transpose(b, right + free_right).reshape(inner, int(np.prod(columns, dtype=int)))
    return matmul(first, second).reshape(rows + columns)[()]


@rule("kron")
def _kron(a, b):
    a, b = array(a), array(b)
    rank = max(rank_of(a), rank_of(b))
    first = (1,) * (rank - rank_of(a)) + shape_of(a)
    second = (1,) * (rank - rank_of(b)) + shape_of(b)
    spread = [axis for pair in zip(first, (1,) * rank) for axis in pair]
    repeated = [axis for pair in zip((1,) * rank, second) for axis in pair]
    product = np.reshape(a, spread) * np.reshape(b, repeated)
    return np.reshape(product, [m * n for m, n in zip(first, second)])


@rule("cross")
def _cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = np.moveaxis(array(a), axisa, -1), np.moveaxis(array(b), axisb, -1)
    if shape_of(a)[-1] == 2 and shape_of(b)[-1] == 2:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    zero = np.zeros(())
    x = [a[..., i] if i < shape_of(a)[-1] else zero for i in range(3)]
    y = [b[..., i] if i < shape_of(b)[-1] else zero for i in range(3)]
    parts = [x[(i + 1) % 3] * y[(i + 2) % 3] - x[(i + 2) % 3] * y[(i + 1) % 3] for i in range(3)]
    return np.moveaxis(np.stack(parts, axis=-1), -1, axisc)


@rule("trace", "linalg.trace")
def _trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    return np.sum(np.diagonal(array(a), offset, axis1, axis2), axis=-1)


@rule("einsum")
def _einsum(*operands, **options):
    """Einstein's sums: one operand after the other, what the rest does not need summed at once."""
    if not isinstance(operands[0], str):
        return _einsum_of_lists(operands)
    inputs, output = _subscripts(operands[0], [array(x) for x in operands[1:]])
    terms = [_diagonal(array(x), letters) for x, letters in zip(operands[1:], inputs)]
    while len(terms) > 1:
        (a, left), (b, right) = terms[0], terms[1]
        needed = set(output).union(*[letters for _, letters in terms[2:]])
        terms = [_contract(a, left, b, right, needed)] + terms[2:]
    a, letters = _summed(*terms[0], set(output))
    return np.transpose(a, [letters.index(letter) for letter in output]) if output else a


def _einsum_of_lists(operands):
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    spell = lambda axes: "".join(alphabet[axis] for axis in axes)
    pairs = len(operands) // 2
    subscripts = ",".join(spell(operands[2 * k + 1]) for k in range(pairs))
    if len(operands) % 2:
        subscripts += "->" + spell(operands[-1])
    return _einsum(subscripts, *operands[0 : 2 * pairs : 2])


def _subscripts(text, operands):
    """The letters of each operand and of the output; an ellipsis becomes capital letters of its own."""
    text = text.replace(" ", "")
    given, arrow, output = text.partition("->")
    names = "ZYXWVUTSRQPONM"
    inputs = []
    spread = 0
    for letters, operand in zip(given.split(","), operands):
        count = rank_of(operand) - len(letters.replace("...", "")) if "..." in letters else 0
        spread = max(spread, count)
        inputs.append(letters.replace("...", names[:count][::-1]))
    if not arrow:
        all_letters = "".join(inputs)
        plain = sorted(x for x in set(all_letters) if all_letters.count(x) == 1 and x not in names[:spread])
        output = "..." + "".join(plain)
    return inputs, output.replace("...", names[:spread][::-1])


def _diagonal(a, letters):
    """Letters that are named twice in one operand mean its diagonal."""
    for letter in dict.fromkeys(letters):
        while letters.count(letter) > 1:
            first, second = [k for k, x in enumerate(letters) if x == letter][:2]
            a = np.diagonal(a, axis1=first, axis2=second)
            letters = "".join(x for k, x in enumerate(letters) if k not in (first, second)) + letter
    return a, letters


def _summed(a, letters, needed):
    axes = tuple(k for k, letter in enumerate(letters) if letter not in needed)
    return (np.sum(a, axis=axes) if axes else a), "".join(x for x in letters if x in needed)


def _contract(a, left, b, right, needed):
    a, left = _summed(a, left, needed | set(right))
    b, right = _summed(b, right, needed | set(left))
    batch = [x for x in left if x in right and x in needed]
    inner = [x for x in left if x in right and x not in needed]
    rows = [x for x in left if x not in right]
    columns = [x for x in right if x not in left]
    length = {x: n for x, n in list(zip(left, shape_of(a))) + [(x, n) for x, n in zip(right, shape_of(b)) if n != 1]}
    size = lambda letters: [length[x] for x in letters]
    if not inner:
        first = np.transpose(a, [left.index(x) for x in batch + rows]).reshape(size(batch + rows) + [1] * len(columns))
        second = np.transpose(b, [right.index(x) for x in batch + columns])
        second = second.reshape(size(batch) + [1] * len(rows) + size(columns))
        return first * second, "".join(batch + rows + columns)
    count = lambda letters: int(np.prod(size(letters), dtype=int))
    first = np.transpose(a, [left.index(x) for x in batch + rows + inner])
    first = first.reshape(size(batch) + [count(rows), count(inner)])
    second = np.transpose(b, [right.index(x) for x in batch + inner + columns])
    second = second.reshape(size(batch) + [count(inner), count(columns)])
    return matmul(first, second).reshape(size(batch + rows + columns)), "".join(batch + rows + columns)
