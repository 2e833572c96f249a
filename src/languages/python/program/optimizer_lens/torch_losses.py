"""torch's losses and normalizations by numpy's functions."""

import numpy as np

from .rules import rank_of, shape_of
from .torch_rules import RULES, torch_rule


def _reduced(losses, reduction):
    return losses if reduction == 0 else np.mean(losses) if reduction == 1 else np.sum(losses)


RULES["aten.mse_loss"] = lambda a, b, reduction=1: _reduced((a - b) ** 2, reduction)
RULES["aten.l1_loss"] = lambda a, b, reduction=1: _reduced(np.abs(a - b), reduction)


@torch_rule("huber_loss")
def _huber_loss(a, b, reduction=1, delta=1.0):
    size = np.abs(a - b)
    return _reduced(np.where(size <= delta, 0.5 * size * size, delta * (size - 0.5 * delta)), reduction)


@torch_rule("smooth_l1_loss")
def _smooth_l1_loss(a, b, reduction=1, beta=1.0):
    size = np.abs(a - b)
    return _reduced(np.where(size < beta, 0.5 * size * size / beta, size - 0.5 * beta), reduction)


@torch_rule("binary_cross_entropy")
def _binary_cross_entropy(p, y, weight=None, reduction=1):
    losses = -(y * np.maximum(np.log(p), -100.0) + (1 - y) * np.maximum(np.log1p(-p), -100.0))
    return _reduced(losses if weight is None else losses * weight, reduction)


@torch_rule("binary_cross_entropy_with_logits")
def _binary_cross_entropy_with_logits(x, y, weight=None, pos_weight=None, reduction=1):
    losses = np.maximum(x, 0.0) - x * y + np.log1p(np.exp(-np.abs(x)))
    if pos_weight is not None:
        raise NotImplementedError
    return _reduced(losses if weight is None else losses * weight, reduction)


@torch_rule("nll_loss_forward")
def _nll_loss(a, target, weight, reduction, ignore_index):
    if weight is not None or (np.asarray(target) == ignore_index).any():
        raise NotImplementedError
    chosen = a[target] if rank_of(a) == 1 else a[np.arange(shape_of(a)[0]), target]
    return _reduced(-chosen, reduction), None


@torch_rule("native_layer_norm")
def _layer_norm(a, shape, weight, bias, eps):
    axes = tuple(range(-len(shape), 0))
    deviation = a - np.mean(a, axis=axes, keepdims=True)
    result = deviation / np.sqrt(np.mean(deviation * deviation, axis=axes, keepdims=True) + eps)
    result = result if weight is None else result * weight
    return (result if bias is None else result + bias), None, None
