#!/bin/sh
# Every test: all of them on SQLite, then those that a database can answer differently on PostgreSQL.
# Where a tool is missing, its tests are left out and say so; with CI=true that is a failure.
set -eu
cd "$(dirname "$0")/.."
tools/install_for_tests.sh
python=.venv/bin/python
$python -m pytest -n 2 --dist loadgroup -m "not slow" "$@"
$python -m pytest -m slow "$@"
if tools/with_postgresql.sh true; then
    # What a database can answer differently: writers at once, steps of the schema, places, sealed writing.
    tools/with_postgresql.sh $python -m pytest -m "not browser and not slow" \
        tests/enrolment tests/test_writing_at_once.py tests/test_migrations.py tests/writing
elif [ "${CI:-}" = true ]; then
    echo "PostgreSQL is missing, and so are its tests" >&2
    exit 1
else
    echo "PostgreSQL is missing: the tests were run on SQLite only" >&2
fi
