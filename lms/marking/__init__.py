"""The desk at which trainers mark essays and files."""
