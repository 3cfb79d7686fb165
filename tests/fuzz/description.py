"""An OpenAPI 3.1 description of the site, made from its addresses and forms, for tools that ask by such.

python -m tests.fuzz.description [INSTANCE] > site.json

With an instance folder, the codes of its courses and steps stand as examples.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from lms.config import Config
from lms.db import Database
from lms.i18n import LANGUAGES
from lms.ids import ShortConverter, UidConverter
from tests.fuzz.inside import laid
from tests.fuzz.surface import Surface, survey

KINDS: dict[str, dict[str, object]] = {
    "LangConverter": {"type": "string", "enum": list(LANGUAGES)},
    "UidConverter": {"type": "string", "pattern": f"^{UidConverter.regex}$"},
    "ShortConverter": {"type": "string", "pattern": f"^{ShortConverter.regex}$"},
    "IntegerConverter": {"type": "integer", "minimum": 0},
    "PathConverter": {"type": "string", "pattern": "^[a-z0-9./_-]{1,80}$"},
}
ANSWERS = (
    "200",
    "303",
    "304",
    "400",
    "401",
    "403",
    "404",
    "405",
    "409",
    "410",
    "413",
    "414",
    "415",
    "422",
    "429",
    "507",
)
"""What an address may answer. Any other is a fault."""


def described(app: Flask, surface: Surface, examples: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """Return the description."""
    paths: dict[str, dict[str, object]] = {}
    for rule in surface.rules:
        path = re.sub(r"<(?:[^<>]*:)?([a-z0-9_]+)>", r"{\1}", rule.rule)
        for method in surface.methods(rule):
            paths.setdefault(path, {})[method.lower()] = _operation(rule, method, surface, examples or {})
    return {
        "openapi": "3.1.0",
        "info": {"title": app.name, "version": "1"},
        "components": {"securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "lms"}}},
        "security": [{}, {"session": []}],
        "paths": paths,
    }


def _operation(rule: Rule, method: str, surface: Surface, examples: dict[str, list[str]]) -> dict[str, object]:
    read = sorted(surface.read.get((rule.endpoint, method), ()))
    parameters = [_variable(rule, name, examples) for name in sorted(rule.arguments)]
    if method == "GET":
        parameters += [{"name": name, "in": "query", "schema": {"type": "string"}} for name in read]
    else:
        site = {"type": "string", "enum": ["same-origin", "cross-site"]}
        parameters.append({"name": "Sec-Fetch-Site", "in": "header", "schema": site})
    made: dict[str, object] = {
        "operationId": f"{rule.endpoint} {method} {rule.rule}",
        "parameters": parameters,
        "responses": {status: {"description": "a page in words"} for status in ANSWERS},
    }
    fields = sorted({*read, *(name for sent in surface.forms if sent.endpoint == rule.endpoint for name in sent.names)})
    if method == "POST" and fields:
        schema = {"type": "object", "properties": {name: {"type": "string"} for name in fields}}
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
        made["requestBody"] = {"content": {kind: {"schema": schema} for kind in kinds}}
    return made


def _variable(rule: Rule, name: str, examples: dict[str, list[str]]) -> dict[str, object]:
    kind = type(rule._converters[name]).__name__
    schema = dict(KINDS.get(kind, {"type": "string", "minLength": 1, "maxLength": 80}))
    if name in examples:
        schema = {"type": "string", "enum": examples[name]}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def codes(instance: Path) -> dict[str, list[str]]:
    """Return some names of things that an installation holds, by what they are called in addresses."""
    database = Database(Config.read({"LMS_INSTANCE": str(instance)}).database_url)
    with database.session() as session:
        steps: dict[str, str] = {}
        course = session.execute(text("SELECT id, code FROM course ORDER BY id LIMIT 1")).one()
        for kind, code in session.execute(text("SELECT kind, code FROM step WHERE course_id = :id"), {"id": course[0]}):
            steps.setdefault(str(kind).lower(), code)
        cohort = session.execute(text("SELECT uid FROM cohort ORDER BY id LIMIT 2")).scalars().all()
        programme = session.execute(text("SELECT uid FROM programme ORDER BY id LIMIT 2")).scalars().all()
    database.engine.dispose()
    found = {"course": [course[1]], "step": list(steps.values()), "cohort": [*cohort], "programme": [*programme]}
    found |= {name: [steps[name]] for name in ("lesson", "case", "quiz", "reflection", "dialogue") if name in steps}
    return {name: values for name, values in found.items() if values}


def main() -> None:
    """Write the description to standard output."""
    examples = codes(Path(sys.argv[1])) if len(sys.argv) > 1 else None
    with laid(1) as crawler:
        app: Flask = crawler.ground.app
        json.dump(described(app, survey(crawler), examples), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
