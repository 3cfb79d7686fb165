"""The learner's pages: the first page, the catalogue, courses."""
