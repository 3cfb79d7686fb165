"""The types of questions, a module each."""
