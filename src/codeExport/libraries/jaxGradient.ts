/** `value_and_gradient(theta)` by JAX: the loss as a float, the gradient as an array. */
export const jaxGradient: readonly string[] = [
  "value_and_jax_gradient = jax.jit(jax.value_and_grad(loss_at))",
  "",
  "",
  "def value_and_gradient(theta):",
  "    value, gradient = value_and_jax_gradient(theta)",
  "    return float(value), gradient",
];

/** `hessian(theta)` by JAX. */
export const jaxHessian: readonly string[] = ["hessian = jax.jit(jax.hessian(loss_at))"];
