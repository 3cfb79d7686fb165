"""The settings that may be chosen in the browser."""

from flask_babel import lazy_gettext as _l

from lms.forms import Form, PickField, TextField, at_most, needed, options

LONGEST_NAME = 40


def name_field(label: object) -> TextField:
    """Ask for the site's name in one language."""
    return TextField(label, [needed(_l("Write a name.")), at_most(LONGEST_NAME)])


SIGN_UP = {
    "open": _l("Everybody"),
    "code": _l("Whoever has a join code"),
    "closed": _l("Nobody: staff create accounts"),
}


class SettingsForm(Form):
    """One field a setting that has a place here, under the setting's own name."""

    site_name_my = name_field(_l("Name of the site, in Burmese"))
    site_name_en = name_field(_l("Name of the site, in English"))
    catalogue = PickField(
        _l("Who sees the list of courses"),
        choices=options(("open", _l("Everybody")), ("members", _l("Only those who are signed in"))),
    )
    sign_up = PickField(
        _l("Who may create an account"),
        choices=options(*SIGN_UP.items()),
    )
