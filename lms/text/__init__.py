"""Words as they are written here: Burmese order, Zawgyi, syllables, digits, search keys. Pure."""
