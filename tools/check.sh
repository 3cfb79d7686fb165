#!/bin/sh
# Looks the code over: form, lint, types, imports between rooms, catalogues, what is installed.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check .
$bin/ruff check .
$bin/mypy
$bin/python -m tools.words check
$bin/python -m tools.template_words
$bin/python -m pytest tests/test_architecture.py
$bin/python -m tools.sbom check
$bin/lms course check courses
