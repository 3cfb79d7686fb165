"""Benchmarks: each file measures one promise on a real server."""
