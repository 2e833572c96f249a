"""The gradient by the library that the function itself computes with: torch's autograd, jax's `value_and_grad`."""

from .arguments import first_of, number_of
from .tensors import is_tensor, jax_module, value_and_gradient


class LibraryGradient:
    """The gradients of one function; ``with_sample(arguments, sample)`` gives the arguments of a call."""

    def __init__(self, function, layout, with_sample):
        self._function = function
        self._layout = layout
        self._with_sample = with_sample
        self._jax_functions = {}

    def gradient(self, theta, sample):
        """``(library, value, gradient)`` at θ."""
        if self._layout.takes_tensors:
            return ("torch",) + self._by_torch(theta, sample)
        return ("jax",) + self._by_jax(theta, sample)

    def flat_function(self, sample):
        """The loss as a function of jax's flat θ."""
        call = lambda theta: self._function(*self._with_sample(self._layout.plain(theta), sample))
        return lambda theta: first_of(call(theta)) * 1.0

    def _by_jax(self, theta, sample):
        """Compiled, unless the code branches on values; samples are not, for each would be compiled by itself."""
        jax = jax_module()
        theta = jax.numpy.asarray(theta)
        flat = self.flat_function(sample)
        plain = jax.value_and_grad(lambda x: flat(x).reshape(()))
        if sample not in self._jax_functions:
            self._jax_functions[sample] = jax.jit(plain) if sample is None else plain
        try:
            value, gradient = self._jax_functions[sample](theta)
        except TypeError:
            self._jax_functions[sample] = plain
            value, gradient = plain(theta)
        return float(value), [float(x) for x in gradient]

    def _by_torch(self, theta, sample):
        arguments, leaves = self._layout.with_leaves(theta)
        loss = first_of(self._function(*self._with_sample(arguments, sample)))
        if not is_tensor(loss):
            return number_of(loss), [0.0] * self._layout.dimension
        number_of(loss)
        return value_and_gradient(loss, leaves)
