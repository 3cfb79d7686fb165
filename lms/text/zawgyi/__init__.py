"""Burmese typed with a Zawgyi keyboard: the same numbers of signs, in another order and for other letters."""
