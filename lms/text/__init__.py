"""Words as written here: one identity, Burmese order, syllables, digits, codes (pure)."""
