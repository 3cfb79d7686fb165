"""The form with which a file of questions is sent."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField

from lms.exchange import formats
from lms.forms import Form, PickFromListField, needed, options


class BringForm(Form):
    """A file of questions, and how it is to be read."""

    file = FileField(_l("The file"), [needed(_l("Choose the file that you want to send."))])
    format = PickFromListField(
        _l("Format"),
        choices=options((formats.AUTO, _l("Find out")), *formats.NAMES.items()),
    )
    lang = PickFromListField(_l("Language of the file"))
    module = PickFromListField(_l("Module"))
