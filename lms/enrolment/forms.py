"""The form for joining."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from lms.forms import Form, at_most, needed


class JoinForm(Form):
    """The code a trainer wrote on the board."""

    code = StringField(_l("Join code"), [needed(_l("Write the code your trainer gave you.")), at_most(60)])
