"""GIFT: questions as lines of text. Source: docs.moodle.org, "GIFT format"."""
