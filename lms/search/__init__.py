"""Finding a course, a step or a word of a glossary by what it says."""
