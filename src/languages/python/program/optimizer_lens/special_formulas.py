"""Special functions by the operations of the program format, named as scipy.special's universal functions are."""

import math

from .formulas import FORMULAS, directly

_LOG_2PI = math.log(2 * math.pi)


def _expit(k, x):
    """1 / (1 + e^−x) as e^min(x,0) / (1 + e^−|x|): no overflow, and ¼ is the slope at 0."""
    is_positive, tail = _tail(k, x)
    return k.map("div", k.map("select", is_positive, k.number(1), tail), k.map("add", k.number(1), tail))


def _log_expit(k, x):
    is_positive, tail = _tail(k, x)
    return k.map("sub", k.map("select", is_positive, k.number(0), x), k.map("log1p", tail))


def _tail(k, x):
    """Whether x > 0, and e^−|x|, at 0 with the slope of one side."""
    is_positive = k.map("gt", x, k.number(0))
    return is_positive, k.map("exp", k.map("select", is_positive, k.map("neg", x), x))


def _logit(k, p):
    return k.map("sub", k.map("log", p), k.map("log1p", k.map("neg", p)))


def _xlogy(k, x, y):
    """x·ln y, 0 where x = 0 whatever y is; its slope by x stays ln y."""
    out = k.map("or", k.map("le", y, k.number(0)), k.map("eq", y, k.number(math.inf)))
    unused = k.map("and", k.map("eq", x, k.number(0)), out)
    return k.map("mul", x, k.map("log", k.map("select", unused, k.number(1), y)))


def _xlog1py(k, x, y):
    out = k.map("or", k.map("le", y, k.number(-1)), k.map("eq", y, k.number(math.inf)))
    unused = k.map("and", k.map("eq", x, k.number(0)), out)
    return k.map("mul", x, k.map("log1p", k.map("select", unused, k.number(0), y)))


def _entr(k, x):
    """−x·ln x; 0 at 0, −∞ below."""
    zero = k.number(0)
    positive = k.map("gt", x, zero)
    inside = k.map("neg", k.map("mul", x, k.map("log", k.map("select", positive, x, k.number(1)))))
    return k.map("select", positive, inside, k.map("select", k.map("lt", x, zero), k.number(-math.inf), zero))


def _rel_entr(k, x, y):
    """x·ln(x / y); 0 at x = 0, ∞ outside."""
    zero, one = k.number(0), k.number(1)
    inside = k.map("and", k.map("gt", x, zero), k.map("gt", y, zero))
    ratio = k.map("div", k.map("select", inside, x, one), k.map("select", inside, y, one))
    at_zero = k.map("and", k.map("eq", x, zero), k.map("ge", y, zero))
    outside = k.map("select", at_zero, zero, k.number(math.inf))
    return k.map("select", inside, k.map("mul", x, k.map("log", ratio)), outside)


def _kl_div(k, x, y):
    return k.map("add", k.map("sub", _rel_entr(k, x, y), x), y)


def _huber(k, delta, r):
    size = k.map("abs", r)
    half = k.number(0.5)
    near = k.map("mul", half, k.map("mul", r, r))
    far = k.map("mul", delta, k.map("sub", size, k.map("mul", half, delta)))
    inside = k.map("select", k.map("le", size, delta), near, far)
    return k.map("select", k.map("lt", delta, k.number(0)), k.number(math.inf), inside)


def _pseudo_huber(k, delta, r):
    ratio = k.map("div", r, delta)
    root = k.map("sqrt", k.map("add", k.number(1), k.map("mul", ratio, ratio)))
    return k.map("mul", k.map("mul", delta, delta), k.map("sub", root, k.number(1)))


def _log_ndtr(k, x):
    """ln Φ(x); below −20 by the asymptotic series of Mills' ratio (Abramowitz & Stegun 26.2.12)."""
    border = k.number(-20)
    near = k.map("log", k.map("ndtr", k.map("max", x, border)))
    far = k.map("min", x, border)
    square = k.map("mul", far, far)
    inverse = k.map("div", k.number(1), square)
    series = k.number(1)
    for odd in range(15, 0, -2):
        series = k.map("sub", k.number(1), k.map("mul", k.map("mul", k.number(odd), inverse), series))
    log_density = k.map("sub", k.map("mul", k.number(-0.5), square), k.number(0.5 * _LOG_2PI))
    tail = k.map("add", k.map("sub", log_density, k.map("log", k.map("neg", far))), k.map("log", series))
    return k.map("select", k.map("gt", x, border), near, tail)


def _betaln(k, a, b):
    both = k.map("add", k.map("lgamma", a), k.map("lgamma", b))
    return k.map("sub", both, k.map("lgamma", k.map("add", a, b)))


def _gamma(k, x):
    """e^lnΓ, with the sign that Γ has between the negative whole numbers."""
    two = k.number(2)
    below = k.map("floor", x)
    odd = k.map("ne", below, k.map("mul", two, k.map("floor", k.map("div", below, two))))
    size = k.map("exp", k.map("lgamma", x))
    return k.map("select", k.map("and", k.map("lt", x, k.number(0)), odd), k.map("neg", size), size)


def _boxcox(k, x, power):
    logarithm = k.map("log", x)
    is_zero = k.map("eq", power, k.number(0))
    safe = k.map("select", is_zero, k.number(1), power)
    return k.map("select", is_zero, logarithm, k.map("div", k.map("expm1", k.map("mul", safe, logarithm)), safe))


FORMULAS.update(directly("gammaln:lgamma loggamma:lgamma psi:digamma erf erfc ndtr stop_gradient:stopGradient"))
FORMULAS.update(
    {
        "expit": _expit,
        "log_expit": _log_expit,
        "logit": _logit,
        "xlogy": _xlogy,
        "xlog1py": _xlog1py,
        "entr": _entr,
        "rel_entr": _rel_entr,
        "kl_div": _kl_div,
        "huber": _huber,
        "pseudo_huber": _pseudo_huber,
        "log_ndtr": _log_ndtr,
        "betaln": _betaln,
        "beta": lambda k, a, b: k.map("exp", _betaln(k, a, b)),
        "gamma": _gamma,
        "boxcox": _boxcox,
        "exp10": lambda k, x: k.map("pow", k.number(10), x),
    }
)
