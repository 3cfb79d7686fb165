"""Student's t distribution, as far as an interval needs it."""

from math import exp, lgamma, log, log1p, sqrt

_TINY = 1e-300
_NEAR = 1e-15


def t_within(t: float, freedom: int) -> float:
    """Return the probability that |T| is at most `t`: 1 − I(ν/(ν + t²); ν/2, 1/2) (Abramowitz and Stegun 26.7.1)."""
    if t * t < freedom:
        return _beta(t * t / (freedom + t * t), 0.5, freedom / 2)
    return 1 - _beta(freedom / (freedom + t * t), freedom / 2, 0.5)


def t_for(confidence: float, freedom: int) -> float:
    """Return the `t` for which |T| is at most `t` with this probability, by halving an interval.

    :param confidence: from 0 to below 1.
    :param freedom: degrees of freedom, 1 or more.
    """
    low, high = 0.0, 1.0
    while t_within(high, freedom) < confidence:
        high *= 2
    while high - low > 1e-14 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_within(middle, freedom) < confidence else (low, middle)
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """Return the regularized incomplete beta function I(x; a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the beta function (Abramowitz and Stegun 26.5.8), by Lentz's way (1976).

    Each step changes it by a factor that goes to 1; what rounding leaves of that is less than `_NEAR`, so it ends.
    """
    m, change = 0, 0.0
    up, down = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = down
    while abs(change - 1) >= _NEAR:
        m += 1
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            down, up = 1 / _away(1 + term * down), _away(1 + term / up)
            found *= down * up
        change = down * up
    return found


def _away(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def half_width(deviation: float, count: int, confidence: float = 0.95) -> float:
    """Return half the width of the interval around the mean of a sample: t · s / √n."""
    return t_for(confidence, count - 1) * deviation / sqrt(count)
