"""Bad input at every door: each route × method × parameter, broken HTTP, and fields that no form has.

`python -m tests.fuzz` runs all of it; `docs/development.md` says how to repeat one request.
"""
