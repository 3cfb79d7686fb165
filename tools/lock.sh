#!/bin/sh
# Write the two locks anew from pyproject.toml: pinned, hashed, for every platform, and without any download address.
# Needs uv; a maintainer's tool, not part of a build.
set -eu
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="tools/lock.sh"
uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-annotate --group build --output-file locks/run.txt pyproject.toml "$@"
uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-annotate --group build --group dev --extra postgres --constraints locks/run.txt --output-file locks/dev.txt pyproject.toml "$@"
