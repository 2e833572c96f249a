"""torch's operations by numpy's: what the recorder computes beside each operation of the dispatcher.

By name with or without the overload (``aten.add``); an operation that writes in place has the rule of the one that does
not. ``None`` among several results is one that nothing depends on.
"""

import math

import numpy as np

from . import special_formulas  # noqa: F401 (adds its formulas)
from .nesting import fixed_key
from .joining import pick
from .linear_algebra import solve_triangular
from .renaming import renamed
from .rules import rank_of, shape_of, special_function
from .special import log_softmax, logsumexp, softmax, stopped

RULES = {}


def torch_rule(*names):
    def register(implementation):
        for name in names:
            RULES["aten." + name] = implementation
        return implementation

    return register


def _axes(dim):
    if dim is None or (isinstance(dim, (list, tuple)) and len(dim) == 0):
        return None
    return tuple(dim) if isinstance(dim, (list, tuple)) else dim


for _torch, _numpy in renamed(
    """exp expm1 log log1p log2 log10 sqrt sin cos tan sinh cosh tanh abs neg:negative square reciprocal sign
    floor ceil trunc round:rint asin:arcsin acos:arccos atan:arctan asinh:arcsinh acosh:arccosh
    atanh:arctanh atan2:arctan2
    maximum minimum exp2 hypot logaddexp fmod logical_and logical_or logical_not logical_xor isnan isinf isfinite
    eq:equal ne:not_equal lt:less le:less_equal gt:greater ge:greater_equal bitwise_and bitwise_or bitwise_not:invert
    remainder sgn:sign mm:matmul bmm:matmul mv:matmul dot:matmul clamp_min:maximum clamp_max:minimum"""
):
    RULES["aten." + _torch] = getattr(np, _numpy)

for _torch, _scipy in renamed(
    """erf erfc lgamma:gammaln digamma:psi special_ndtr:ndtr special_log_ndtr:log_ndtr xlogy sigmoid:expit
    special_entr:entr special_xlog1py:xlog1py"""
):
    RULES["aten." + _torch] = special_function(_scipy)
RULES["aten.logit"] = lambda x, eps=None: special_function("logit")(x)

RULES.update(
    {
        "aten.add": lambda a, b, alpha=1: a + (b if alpha == 1 else alpha * b),
        "aten.sub": lambda a, b, alpha=1: a - (b if alpha == 1 else alpha * b),
        "aten.rsub": lambda a, b, alpha=1: b - (a if alpha == 1 else alpha * a),
        "aten.mul": lambda a, b: a * b,
        "aten.pow": lambda a, b: np.power(a, b) if rank_of(b) else a**b,
        "aten.rsqrt": lambda a: 1 / np.sqrt(a),
        "aten.detach": stopped,
        "aten.clone": lambda a, **options: a * 1,
        "aten.copy": lambda a, b, non_blocking=False: np.broadcast_to(b, shape_of(a)),
        "aten.fill": lambda a, b: np.broadcast_to(b, shape_of(a)),
        "aten.zero": lambda a: np.zeros(shape_of(a)),
        "aten.zeros_like": lambda a, **options: np.zeros(shape_of(a)),
        "aten.ones_like": lambda a, **options: np.ones(shape_of(a)),
        "aten.full_like": lambda a, value, **options: np.full(shape_of(a), float(value)),
        "aten.tanh_backward": lambda g, y: g * (1 - y * y),
        "aten.sigmoid_backward": lambda g, y: g * (y * (1 - y)),
        "aten.threshold_backward": lambda g, a, threshold: np.where(a > threshold, g, 0.0),
        "aten._to_copy": lambda a, dtype=None, **options: _cast(a, dtype),
        "aten.addcmul": lambda a, b, c, value=1: a + value * b * c,
        "aten.addcdiv": lambda a, b, c, value=1: a + value * b / c,
        "aten.lerp": lambda a, b, weight: a + weight * (b - a),
        "aten.sum": lambda a, dim=None, keepdim=False, dtype=None: np.sum(a, axis=_axes(dim), keepdims=keepdim),
        "aten.mean": lambda a, dim=None, keepdim=False, dtype=None: np.mean(a, axis=_axes(dim), keepdims=keepdim),
        "aten.prod": lambda a, dim=None, keepdim=False, dtype=None: np.prod(a, axis=_axes(dim), keepdims=keepdim),
        "aten.amax": lambda a, dim=(), keepdim=False: np.max(a, axis=_axes(dim), keepdims=keepdim),
        "aten.amin": lambda a, dim=(), keepdim=False: np.min(a, axis=_axes(dim), keepdims=keepdim),
        "aten.any": lambda a, dim=None, keepdim=False: np.any(a, axis=dim, keepdims=keepdim),
        "aten.all": lambda a, dim=None, keepdim=False: np.all(a, axis=dim, keepdims=keepdim),
        "aten.logsumexp": lambda a, dim, keepdim=False: logsumexp(a, _axes(dim), keepdims=keepdim),
        "aten._log_softmax": lambda a, dim, half=False: log_softmax(a, dim),
        "aten._softmax": lambda a, dim, half=False: softmax(a, dim),
        "aten.cumsum": lambda a, dim, dtype=None: np.cumsum(a, axis=dim),
        "aten.cumprod": lambda a, dim, dtype=None: np.cumprod(a, axis=dim),
        "aten.cat": lambda parts, dim=0: np.concatenate(parts, axis=dim),
        "aten.stack": lambda parts, dim=0: np.stack(parts, axis=dim),
        "aten.repeat": lambda a, times: np.tile(a, times),
        "aten.flip": lambda a, dims: np.flip(a, tuple(dims)),
        "aten.roll": lambda a, shifts, dims=(): np.roll(a, tuple(shifts), tuple(dims) or None),
        "aten.tril": lambda a, diagonal=0: np.tril(a, diagonal),
        "aten.triu": lambda a, diagonal=0: np.triu(a, diagonal),
        "aten.where": lambda condition, a, b: np.where(condition, a, b),
        "aten.masked_fill": lambda a, mask, value: np.where(mask, value, a),
        "aten.clamp": lambda a, min=None, max=None: np.clip(a, min, max),
        "aten.gather": lambda a, dim, index, sparse_grad=False: np.take_along_axis(a, index, dim),
        "aten.index_select": lambda a, dim, index: np.take(a, index, axis=dim),
        "aten.linalg_cholesky_ex": lambda a, upper=False, check_errors=False: (np.linalg.cholesky(a), None),
        "aten.linalg_inv_ex": lambda a, check_errors=False: (np.linalg.inv(a), None),
        "aten.relu": lambda a: np.where(a > 0, a, 0.0),
        "aten.softplus": lambda a, beta=1, threshold=20: np.where(
            beta * a > threshold, a, np.log1p(np.exp(np.minimum(beta * a, threshold))) / beta
        ),
        "aten.elu": lambda a, alpha=1, scale=1, rate=1: np.where(
            a > 0, scale * a, scale * alpha * np.expm1(rate * np.minimum(a, 0.0))
        ),
        "aten.leaky_relu": lambda a, slope=0.01: np.where(a > 0, a, slope * a),
        "aten.silu": lambda a: a * RULES["aten.sigmoid"](a),
        "aten.gelu": lambda a, approximate="none": _gelu(a, approximate),
        "aten.hardtanh": lambda a, low=-1, high=1: np.clip(a, low, high),
        "aten.log_sigmoid_forward": lambda a: (special_function("log_expit")(a), None),
        "aten.var": lambda a, dim=None, correction=1, keepdim=False: np.var(
            a, axis=_axes(dim), ddof=1 if correction is None else int(correction), keepdims=keepdim
        ),
        "aten.std": lambda a, dim=None, correction=1, keepdim=False: np.sqrt(
            RULES["aten.var"](a, dim, correction=correction, keepdim=keepdim)
        ),
    }
)


def _cast(a, dtype):
    """Another type: floating ones are all double here; whole numbers and truths carry no derivative."""
    if dtype is None or dtype.is_floating_point:
        return a * 1.0
    return a != 0 if str(dtype) == "torch.bool" else np.trunc(a)


def _gelu(a, approximate):
    if approximate == "tanh":
        return 0.5 * a * (1 + np.tanh(math.sqrt(2 / math.pi) * (a + 0.044715 * a * a * a)))
    return a * special_function("ndtr")(a)


@torch_rule("addmm", "addmv", "baddbmm")
def _with_product(c, a, b, beta=1, alpha=1):
    return beta * c + alpha * np.matmul(a, b)


@torch_rule("div")
def _div(a, b, rounding_mode=None):
    quotient = a / b
    if rounding_mode is None:
        return quotient
    return np.floor_divide(a, b) if rounding_mode == "floor" else np.trunc(quotient)


def _extreme(function, place):
    def implementation(a, dim=None, keepdim=False):
        if dim is None:
            return function(a)
        if rank_of(dim) > 0:
            return (np.maximum if function is np.max else np.minimum)(a, dim)
        index = np.expand_dims(place(a, axis=dim), dim)
        chosen = np.take_along_axis(a, index, dim)
        return (chosen if keepdim else np.squeeze(chosen, dim)), None

    return implementation


RULES["aten.max"] = _extreme(np.max, np.argmax)
RULES["aten.min"] = _extreme(np.min, np.argmin)
RULES["aten.argmax"] = lambda a, dim=None, keepdim=False: np.argmax(a, axis=dim)
RULES["aten.argmin"] = lambda a, dim=None, keepdim=False: np.argmin(a, axis=dim)


@torch_rule("sort")
def _sort(a, dim=-1, descending=False, **options):
    order = np.argsort(a, axis=dim)
    ordered = np.take_along_axis(a, order, dim)
    return (np.flip(ordered, dim) if descending else ordered), None


@torch_rule("index")
def _index(a, indices):
    return a[_key(indices)]


def _key(indices):
    """Indices as numpy has them, traced ones guarded."""
    return tuple(slice(None) if one is None else fixed_key(one) for one in indices)


@torch_rule("index_put")
def _index_put(a, indices, values, accumulate=False):
    if accumulate:
        raise NotImplementedError("index_put with accumulate")
    key = _key(indices)
    parts = [a, np.broadcast_to(values, np.empty(shape_of(a))[key].shape)]
    return pick(lambda places, new: _replaced(places, key, new), parts)


def _replaced(array, key, new):
    result = np.array(array)
    result[key] = new
    return result


@torch_rule("linalg_vector_norm")
def _vector_norm(a, ord=2, dim=None, keepdim=False, dtype=None):
    axes = _axes(dim)
    if axes is None:
        result = np.linalg.norm(np.ravel(a), ord)
        return result.reshape((1,) * rank_of(a)) if keepdim else result
    return np.linalg.norm(a, ord, axis=axes if isinstance(axes, int) or len(axes) > 1 else axes[0], keepdims=keepdim)



@torch_rule("norm")
def _norm(a, p=2, dim=None, keepdim=False, dtype=None):
    return _vector_norm(a, 2 if p is None else p, dim, keepdim)


RULES["aten._linalg_det"] = lambda a: (np.linalg.det(a), None, None)
RULES["aten._linalg_slogdet"] = lambda a: tuple(np.linalg.slogdet(a)) + (None, None)


@torch_rule("_linalg_solve_ex")
def _solve(a, b, left=True, check_errors=False):
    if not left:
        raise NotImplementedError
    return np.linalg.solve(a, b), None, None, None


@torch_rule("linalg_solve_triangular")
def _solve_triangular(a, b, upper, left=True, unitriangular=False):
    if not left or rank_of(a) != 2:
        raise NotImplementedError
    return solve_triangular(a, b, lower=not upper, unit_diagonal=unitriangular)


@torch_rule("cholesky_solve")
def _cholesky_solve(b, factor, upper=False):
    lower = np.transpose(factor) if upper else factor
    return solve_triangular(lower, solve_triangular(lower, b, lower=True), trans=1, lower=True)
