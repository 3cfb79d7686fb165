"""Programmes, and their cohorts: one run of courses for one group."""
