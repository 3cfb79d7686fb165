"""The form with which a translator's file comes back."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField

from lms.forms import Form, needed


class SendForm(Form):
    """A file that a translator filled in."""

    file = FileField(_l("The Word file, filled in"), [needed(_l("Choose the file that you want to send."))])
