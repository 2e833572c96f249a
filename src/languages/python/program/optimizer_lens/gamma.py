"""The logarithm of the gamma function and its derivatives, for one number.

ψ and ψ′ by their recurrences up to x ≥ 10 and their asymptotic series there (Abramowitz & Stegun 6.3.18, 6.4.12);
below 0 by reflection.
"""

import math

_PSI = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
_PSI_PRIME = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)


def lgamma(x):
    """ln |Γ(x)|; ∞ at 0, −1, −2, …"""
    try:
        return math.lgamma(x)
    except (ValueError, OverflowError):
        return math.inf


def digamma(x):
    """ψ(x) = d ln Γ(x) / dx; NaN at 0, −1, −2, …"""
    if x <= 0:
        if x == math.floor(x):
            return math.nan
        return digamma(1 - x) - math.pi / math.tan(math.pi * x)
    result = 0.0
    while x < 10:
        result -= 1 / x
        x += 1
    square = 1 / (x * x)
    series = 0.0
    for coefficient in reversed(_PSI):
        series = square * (coefficient + series)
    return result + math.log(x) - 0.5 / x - series


def trigamma(x):
    """ψ′(x)."""
    if x <= 0:
        if x == math.floor(x):
            return math.inf
        return (math.pi / math.sin(math.pi * x)) ** 2 - trigamma(1 - x)
    result = 0.0
    while x < 10:
        result += 1 / (x * x)
        x += 1
    square = 1 / (x * x)
    series = 0.0
    for coefficient in reversed(_PSI_PRIME):
        series = square * (coefficient + series)
    return result + (1 + 0.5 / x + series) / x
