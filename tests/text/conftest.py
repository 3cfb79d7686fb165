"""Text tests draw many examples; a busy machine must not make one of them fail."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
