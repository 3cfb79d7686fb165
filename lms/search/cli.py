"""The command that searches."""

from typing import Any

import click

from lms import console
from lms.catalog import queries as catalog
from lms.catalog.package.languages import KNOWN
from lms.errors import CommandRefused
from lms.search import queries, rules
from lms.search.hits import Hit
from lms.search.scope import Scope

MOST_HITS = 1000


@click.command()
@click.argument("query")
@click.option("--lang", type=click.Choice(sorted(KNOWN)), required=True, help="The reader's language.")
@console.as_json
def search(*, query: str, lang: str, as_json: bool) -> None:
    """Find what the search box finds for a member, the best first."""
    if len(query) > rules.MOST_SIGNS:
        raise CommandRefused(f"a query has {rules.MOST_SIGNS} characters at the most; this one has {len(query)}")
    with console.site() as site, site.database.session() as session:
        scope = Scope(catalog.readings(session), lang, members=True)
        found = queries.results(session, typed=query, scope=scope, per_page=MOST_HITS)
    document = {"how": str(found.how), "count": found.count, "hits": [_document(hit) for hit in found.hits]}
    lines = [f"{hit.slug}/{hit.name}  [{hit.lang}]  {hit.plain_title}" for hit in found.hits]
    console.report(document, lines or ["Nothing was found."], as_json=as_json)


def _document(hit: Hit) -> dict[str, Any]:
    return {
        "course": hit.slug,
        "kind": str(hit.kind),
        "step": hit.name if hit.step_code else "",
        "term": "" if hit.step_code else hit.name,
        "lang": hit.lang,
        "also": list(hit.also),
        "title": hit.plain_title,
    }
