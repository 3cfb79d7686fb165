"""Files that people hand in: found out by their bytes, and freed of what they say about their maker. Pure."""
