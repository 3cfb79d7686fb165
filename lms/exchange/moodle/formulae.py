"""Formulae of Moodle as ours, and ours as Moodle's: other names for the same functions, {x} for the variable x."""

import ast
import re
from collections.abc import Mapping

from lms.exchange.found import CannotKeep
from lms.exchange.written import CannotSay
from lms.quizzes.engine.formula import MOST_NODES, MOST_SIGNS, BadFormula, formula
from lms.said import say
from lms.text.syllables import cut

_VARIABLE = re.compile(r"\{([^{}=]{1,60})\}")
_INTO = {"log": "ln"}
_OUT = {"ln": "log"}


def read(text: str, names: Mapping[str, str]) -> str:
    """Return a formula of Moodle's as ours.

    :param names: what its variables are called here.
    :raises CannotKeep: it says what ours can't.
    """

    def put(found: re.Match[str]) -> str:
        name = names.get(found[1].strip())
        if name is None:
            raise CannotKeep(say("The formula names {%(name)s}, for which no numbers are given.", name=found[1]))
        return name

    said = _VARIABLE.sub(put, text).strip().removeprefix("=").strip()
    try:
        ours = ast.unparse(_Into().visit(_parsed(said)))
        formula(ours)
    except (BadFormula, _NoWay, RecursionError):
        raise CannotKeep(say("The formula “%(text)s” can't be used here.", text=cut(text, 60))) from None
    return ours


def write(text: str) -> str:
    """Return a formula of ours as Moodle's.

    :raises CannotSay: Moodle has no such formula.
    """
    try:
        return ast.unparse(_Out().visit(_parsed(text.replace("^", "**"))))
    except (_NoWay, RecursionError):
        raise CannotSay(say("Moodle can't say the formula “%(text)s”.", text=cut(text, 60))) from None


class _NoWay(ValueError):
    """A formula that can't be turned."""


def _parsed(text: str) -> ast.expr:
    if len(text) > MOST_SIGNS:
        raise _NoWay
    try:
        tree = ast.parse(text, mode="eval").body
        if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
            raise _NoWay
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _NoWay from None
    return tree


class _Into(ast.NodeTransformer):
    """From Moodle's functions to ours."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name):
            raise _NoWay
        match node.func.id, node.args:
            case "pow", [base, power]:
                return ast.BinOp(base, ast.Pow(), power)
            case "fmod", [one, other]:
                return ast.BinOp(one, ast.Mod(), other)
            case "pi", []:
                return ast.Name("pi")
            case (("is_nan" | "is_finite" | "is_infinite"), _):
                raise _NoWay
        return ast.Call(ast.Name(_INTO.get(node.func.id, node.func.id)), node.args, node.keywords)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if isinstance(node.op, ast.BitXor):
            raise _NoWay
        self.generic_visit(node)
        return node


class _Out(ast.NodeTransformer):
    """From our functions to Moodle's; what it has under no name is said by others."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in ("pi", "e"):
            return (
                ast.Call(ast.Name("pi"), [], [])
                if node.id == "pi"
                else ast.Call(ast.Name("exp"), [ast.Constant(1)], [])
            )
        return ast.Name(f"{{{node.id}}}")

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Name):
            raise _NoWay
        arguments = [self.visit(each) for each in node.args]
        return ast.Call(ast.Name(_OUT.get(node.func.id, node.func.id)), arguments, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        match node.op:
            case ast.Pow():
                return ast.Call(ast.Name("pow"), [node.left, node.right], [])
            case ast.FloorDiv():
                return ast.Call(ast.Name("floor"), [ast.BinOp(node.left, ast.Div(), node.right)], [])
            case ast.Mod():
                return ast.Call(ast.Name("fmod"), [node.left, node.right], [])
        return node
