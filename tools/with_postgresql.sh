#!/bin/sh
# Runs a command beside a PostgreSQL of its own, which is reached by a socket in a temporary folder and is gone after.
#
#   tools/with_postgresql.sh .venv/bin/python -m pytest
#
# Without a command it only tells whether there is one: it exits with 3 where there is none. The command finds it in
# TEST_DATABASE_URL. It forgets what a power cut would take, unless DURABLE=true: then it writes to the disk as it would
# for people, which is slow for tests and right for measuring.
# The server does not run as root: there it runs as `postgres`.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || exit 3
[ $# -gt 0 ] || exit 0
folder=$(mktemp -d /tmp/lms-pg.XXXXXX)
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { runuser -u postgres -- "$@"; }
else
    as() { "$@"; }
fi
stop() {
    (cd "$folder" && as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
careless="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
[ "${DURABLE:-}" != true ] || careless=""
cd "$folder"
as "$bin/initdb" -D "$folder/data" -U lms_test --auth=trust --no-sync --encoding=UTF8 --locale=C >/dev/null
as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-k $folder -c listen_addresses= $careless -c autovacuum=off -c max_connections=200" start >/dev/null
as "$bin/createdb" -h "$folder" -U lms_test lms_test
cd "$OLDPWD"
TEST_DATABASE_URL="postgresql+psycopg://lms_test@/lms_test?host=$folder" "$@"
