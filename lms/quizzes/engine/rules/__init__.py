"""The settings of a quiz as rules: when it begins and ends, what is shown when, in which order, on which page."""
