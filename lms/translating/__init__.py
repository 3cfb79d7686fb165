"""Texts of a course in two languages: what is missing or stale, what goes out to a translator and what comes back."""
