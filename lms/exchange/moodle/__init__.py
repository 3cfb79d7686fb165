"""Moodle XML, in and out. Source: docs.moodle.org, "Moodle XML format", and the pages of its question types."""
