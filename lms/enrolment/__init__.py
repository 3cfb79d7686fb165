"""Who has a place in which cohort, and how that came about."""
