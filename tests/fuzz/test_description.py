"""The description of the site for tools that ask by such."""

import json
import re

from tests.fuzz.description import described
from tests.fuzz.surface import Surface
from tests.support.crawl import Crawler


def test_every_address_and_method_is_described(crawler: Crawler) -> None:
    app = crawler.ground.app
    surface = Surface(list(app.url_map.iter_rules()), read={("learn.home", "GET"): {"page"}})
    said = json.loads(json.dumps(described(app, surface, {"course": ["bcdfgh"]})))
    operations = [operation for path in said["paths"].values() for operation in path.values()]

    assert len(operations) == sum(len(surface.methods(rule)) for rule in surface.rules)
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for path, methods in said["paths"].items():
        for operation in methods.values():
            named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert named == set(re.findall(r"\{(\w+)\}", path))
            assert not any(status.startswith("5") and status != "507" for status in operation["responses"])
    course = said["paths"]["/{lang}/c/{course}"]["get"]["parameters"][0]
    assert course["schema"]["enum"] == ["bcdfgh"]
