"""Numbered steps of the schema, newest last; taken once at start, before any thread, after a copy was made."""
