"""Optimizer Lens in the user's own interpreter: loads loss functions, records what they compute, and answers."""
