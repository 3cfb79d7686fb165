"""Questions in and out of other systems' files: looked at first, then taken over whole or dropped."""
