"""What is wrong with a file that can't be taken."""


class Broken(ValueError):
    """The bytes are not what they begin as, or hold what no file handed in may hold."""
