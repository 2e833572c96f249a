"""Losses over torch's tensors and jax's arrays: whether a function takes them, and torch's own gradient."""

import sys
import types


def torch_module():
    """torch, once the user's code has imported it; None before."""
    return sys.modules.get("torch")


def jax_module():
    """jax, once the user's code has imported it; None before."""
    return sys.modules.get("jax")


class Precision:
    """What tensors are made of unless the code says: double, as all else here, or single where code insists on it."""

    single = False
    _applied = {}

    @classmethod
    def apply(cls):
        """Tells torch and jax, once the user's code has imported them."""
        torch, jax = torch_module(), jax_module()
        if torch is not None and cls._applied.get("torch") != cls.single:
            cls._applied["torch"] = cls.single
            torch.set_default_dtype(cls.dtype())
        if jax is not None and hasattr(jax, "config") and cls._applied.get("jax") != cls.single:
            cls._applied["jax"] = cls.single
            jax.config.update("jax_enable_x64", not cls.single)

    @classmethod
    def dtype(cls):
        """torch's type of the parameters."""
        return torch_module().float32 if cls.single else torch_module().float64


_TENSOR_METHODS = frozenset(
    "detach unsqueeze clamp permute requires_grad backward softmax log_softmax sigmoid relu".split()
)
"""Methods by which a function shows that it takes tensors."""


def library_of(function):
    """"torch" or "jax" if a function, or one of its module's that it calls, names that library or what it made."""
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
            if name in _TENSOR_METHODS and torch_module() is not None:
                return "torch"
            found = one.__globals__.get(name)
            library = _made_by(found)
            if library is not None:
                return library
            pending.append(found)
    return None


def _names(code):
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _names(constant)
    return names


def _made_by(found):
    torch = torch_module()
    if torch is not None and isinstance(found, (torch.Tensor, torch.nn.Module)):
        return "torch"
    if isinstance(found, types.ModuleType):
        path = found.__name__
    else:
        path = getattr(found, "__module__", None) or getattr(type(found), "__module__", None)
    first = path.partition(".")[0] if isinstance(path, str) else None
    return {"torch": "torch", "jax": "jax", "jaxlib": "jax"}.get(first)


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
