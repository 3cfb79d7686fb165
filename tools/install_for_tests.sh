#!/bin/sh
# Installs what the tests need beside Python: a browser, a database server, Java for the page validator, and a library
# that moves the clock of a process.
# It can on Debian and its kin, as root; elsewhere it says what is missing.
set -eu
missing=
has() { command -v "$1" >/dev/null 2>&1; }
has chromium || missing="$missing chromium"
has java || missing="$missing default-jre-headless"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || has initdb || missing="$missing postgresql"
ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || [ "$(uname)" != Linux ] || missing="$missing libfaketime"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && has apt-get; then
    # A cluster of Debian's own would run as a service for nothing.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
    echo "These are missing, and the tests that need them are left out:$missing" >&2
fi
