"""Made-up people and groups, for trying the site out, for benchmarks and for tests.

The same seed makes the same people, but for the passphrases of the four who can sign in: those are random for each
installation and stand in `instance/demo.txt`.
"""
