"""The fixtures of every test; each lives in the file that its name is in."""

pytest_plugins = [
    "tests.support.once",
    "tests.support.moment",
    "tests.support.postgresql",
    "tests.support.ground",
    "tests.support.cast",
    "tests.support.courses",
    "tests.support.library",
    "tests.support.taking",
    "tests.support.handing",
    "tests.support.at_once",
    "tests.support.browser",
    "tests.support.many_languages",
    "tests.support.chromium",
    "tests.support.actors",
    "tests.support.crawl",
    "tests.support.installation",
    "tests.support.lived_in",
    "tests.support.bank_desk",
]
