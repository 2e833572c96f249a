"""Losses over torch's tensors: whether a function takes them, its arguments, and torch's own gradient."""

import sys
import types


def torch_module():
    """torch, once the user's code has imported it; None before."""
    return sys.modules.get("torch")


class Precision:
    """What tensors are made of unless the code says: double, as all else here, or single where code insists on it."""

    single = False
    _applied = None

    @classmethod
    def apply(cls):
        """Tells torch, once the user's code has imported it."""
        torch = torch_module()
        if torch is not None and cls._applied != cls.single:
            cls._applied = cls.single
            torch.set_default_dtype(cls.dtype())

    @classmethod
    def dtype(cls):
        """torch's type of the parameters."""
        return torch_module().float32 if cls.single else torch_module().float64


_TENSOR_METHODS = frozenset(
    "detach unsqueeze clamp permute requires_grad backward softmax log_softmax sigmoid relu".split()
)
"""Methods by which a function shows that it takes tensors."""


def takes_tensors(function):
    """Whether a function, or one of its module's that it calls, names torch, its functions or a tensor."""
    if torch_module() is None:
        return False
    seen = set()
    pending = [function]
    while pending:
        one = pending.pop()
        if isinstance(one, types.MethodType):
            one = one.__func__
        if not isinstance(one, types.FunctionType) or id(one) in seen:
            continue
        seen.add(id(one))
        for name in _names(one.__code__):
            if name in _TENSOR_METHODS:
                return True
            found = one.__globals__.get(name)
            if _is_of_torch(found):
                return True
            pending.append(found)
    return False


def _names(code):
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _names(constant)
    return names


def _is_of_torch(found):
    torch = torch_module()
    if isinstance(found, (torch.Tensor, torch.nn.Module)):
        return True
    path = found.__name__ if isinstance(found, types.ModuleType) else getattr(found, "__module__", None)
    return isinstance(path, str) and path.partition(".")[0] == "torch"


def tensor(values, shape):
    """A leaf tensor that collects its gradient."""
    return torch_module().tensor(values, dtype=Precision.dtype()).reshape(shape).requires_grad_()


def is_tensor(x):
    """Whether x is one of torch's tensors."""
    return torch_module() is not None and isinstance(x, torch_module().Tensor)


def value_and_gradient(loss, leaves):
    """The loss as a number and the gradient by its leaves, flat; zeros for leaves it does not depend on."""
    torch = torch_module()
    gradients = [None] * len(leaves)
    if loss.requires_grad:
        gradients = torch.autograd.grad(loss.sum(), leaves, allow_unused=True)
    flat = []
    for leaf, gradient in zip(leaves, gradients):
        flat.extend([0.0] * leaf.numel() if gradient is None else gradient.reshape(-1).tolist())
    return float(loss.detach().sum()), flat


def is_precision_error(error):
    """Whether torch refused to mix double precision with the code's own single precision."""
    text = str(error)
    return "dtype" in text or ("Double" in text and "Float" in text)
