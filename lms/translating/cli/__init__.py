"""Commands about the texts of a course in its languages; they stand under `lms course`."""

from lms.translating.cli.bring import back, return_
from lms.translating.cli.state import texts
from lms.translating.cli.translate import translate

COMMANDS = (texts, translate, return_, back)
"""What `lms course` has besides packages in and out."""
