"""The form with which a file of questions is sent."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField, SelectField

from lms.exchange import formats
from lms.forms import Form, needed, options


class BringForm(Form):
    """A file of questions, and how it is to be read."""

    file = FileField(_l("The file"), [needed(_l("Choose the file that you want to send."))])
    format = SelectField(
        _l("Format"),
        choices=options((formats.AUTO, _l("Find out")), *formats.NAMES.items()),
    )
    lang = SelectField(_l("Language of the file"))
    module = SelectField(_l("Module"))
