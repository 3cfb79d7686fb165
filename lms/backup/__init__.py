"""Copies of the whole site in one file, made while it runs, and bringing one back."""
