#!/bin/sh
# Every test: all of them on SQLite, then those that speak to a database themselves on PostgreSQL, as
# tests/support/postgresql.py chooses them.
# Where a tool is missing, its tests are left out and say so; with CI=true that is a failure.
set -eu
cd "$(dirname "$0")/.."
tools/install_for_tests.sh
python=.venv/bin/python
# What is costly is made once for both runs: tests/support/once.py.
TEST_FOLDER=$(mktemp -d /tmp/lms-tests.XXXXXX)
export TEST_FOLDER
trap 'rm -rf "$TEST_FOLDER"' EXIT
trap 'exit 130' INT TERM
# One more at once than two cores have: servers that start and browsers that load leave a third of them idle.
$python -m pytest -n 3 --dist worksteal "$@"
if tools/with_postgresql.sh; then
    tools/with_postgresql.sh $python -m pytest -n 2 --dist worksteal -m "not browser and not slow" "$@"
elif [ "${CI:-}" = true ]; then
    echo "PostgreSQL is missing, and so are its tests" >&2
    exit 1
else
    echo "PostgreSQL is missing: the tests were run on SQLite only" >&2
fi
