"""Formulae that authors write: numbers, variables, arithmetic and a few functions, and nothing else.

Python's own grammar reads them; of its tree only what `_OPERATORS`, `_FUNCTIONS` and numbers need is allowed, and
nothing is ever run as code. Length, depth and the size of every number on the way are bounded, so that
no formula takes long.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

MOST_SIGNS = 300
MOST_NODES = 150
MOST_DEPTH = 30
MOST_BITS = 2_000
"""Of a numerator or denominator: six hundred digits."""
MOST_POWER = 200

CONSTANTS: Mapping[str, Fraction] = {"pi": Fraction(str(math.pi)), "e": Fraction(str(math.e))}


class BadFormula(ValueError):
    """It cannot be read, or says something that is not allowed."""


class NoValue(ValueError):
    """For these numbers it has none: a division by 0, the root of a negative number, a number too large."""


@dataclass(frozen=True)
class Formula:
    """A formula that was read. `names` are its variables."""

    tree: ast.expr
    names: frozenset[str]

    def value(self, variables: Mapping[str, Fraction]) -> Fraction:
        """Return its value: exact but for roots, powers that are no whole numbers, and the like.

        :raises NoValue: it has none.
        """
        try:
            return _value(self.tree, variables)
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            raise NoValue(str(error)) from None


@lru_cache(maxsize=512)
def formula(text: str) -> Formula:
    """Return the formula in `text`; ^ means a power, as on paper.

    :raises BadFormula: it is none.
    """
    if len(text) > MOST_SIGNS:
        raise BadFormula(text[:60])
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
        nodes = list(ast.walk(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadFormula(text[:60]) from None
    if len(nodes) > MOST_NODES:
        raise BadFormula(text[:60])
    return Formula(tree, frozenset(_names(tree, 0)))


def is_taken(name: str) -> bool:
    """Tell whether a name means something in formulae, so that no variable may have it."""
    return name in CONSTANTS or name in _FUNCTIONS


def _names(node: ast.AST, depth: int) -> set[str]:
    """Return the variables below a node, all of which is allowed."""
    if depth > MOST_DEPTH:
        raise BadFormula("depth")
    below: list[ast.expr]
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and math.isfinite(number):
            below = []
        case ast.Name(id=name) if name not in _FUNCTIONS:
            return set() if name in CONSTANTS else {name}
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            below = [operand]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            below = [left, right]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if _takes(name, len(args)):
            below = args
        case _:
            raise BadFormula(type(node).__name__)
    return set().union(*(_names(each, depth + 1) for each in below))


def _takes(name: str, count: int) -> bool:
    least, most, _ = _FUNCTIONS.get(name, (1, 0, _exact))
    return least <= count <= most


def _value(node: ast.expr, variables: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return _bounded(Fraction(str(number)))
        case ast.Name(id=name):
            return CONSTANTS[name] if name in CONSTANTS else variables[name]
        case ast.UnaryOp(op=op, operand=operand):
            inner = _value(operand, variables)
            return -inner if isinstance(op, ast.USub) else inner
        case ast.BinOp(left=left, op=op, right=right):
            return _bounded(_OPERATORS[type(op)](_value(left, variables), _value(right, variables)))
        case _:
            assert isinstance(node, ast.Call)
            assert isinstance(node.func, ast.Name)
            return _bounded(_FUNCTIONS[node.func.id][2](*(_value(each, variables) for each in node.args)))


def _bounded(number: Fraction) -> Fraction:
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > MOST_BITS:
        raise OverflowError
    return number


def _exact(number: float) -> Fraction:
    """Return a float by its shortest digits; no number and infinity have none."""
    return Fraction(str(number))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator == 1:
        size = max(base.numerator.bit_length(), base.denominator.bit_length())
        if abs(exponent) > MOST_POWER or size * abs(exponent) > MOST_BITS:
            raise OverflowError
        return base ** int(exponent)
    if base < 0:
        raise ValueError
    return _exact(float(base) ** float(exponent))


def _floating(function: Callable[[float], float]) -> Callable[..., Fraction]:
    return lambda number: _exact(function(float(number)))


def _round(number: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    """Return a number rounded to so many decimals, a half away from 0."""
    if places.denominator != 1 or not 0 <= places <= 30:
        raise ValueError
    unit = Fraction(10) ** int(places)
    return math.floor(abs(number) * unit + Fraction(1, 2)) / unit * (1 if number >= 0 else -1)


_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: lambda one, other: Fraction(one // other),
    ast.Mod: operator.mod,
    ast.Pow: _power,
}

_FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Fraction]]] = {
    "abs": (1, 1, abs),
    "round": (1, 2, _round),
    "floor": (1, 1, lambda number: Fraction(math.floor(number))),
    "ceil": (1, 1, lambda number: Fraction(math.ceil(number))),
    "min": (1, 10, min),
    "max": (1, 10, max),
    "sqrt": (1, 1, _floating(math.sqrt)),
    "exp": (1, 1, _floating(math.exp)),
    "ln": (1, 1, _floating(math.log)),
    "log10": (1, 1, _floating(math.log10)),
    "sin": (1, 1, _floating(math.sin)),
    "cos": (1, 1, _floating(math.cos)),
    "tan": (1, 1, _floating(math.tan)),
    "asin": (1, 1, _floating(math.asin)),
    "acos": (1, 1, _floating(math.acos)),
    "atan": (1, 1, _floating(math.atan)),
}
"""How few and how many numbers each takes. Angles are in radians."""
