"""Forms for making and looking after people."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, StringField, ValidationError
from wtforms.validators import Optional

from lms import i18n
from lms.accounts.handles import LONGEST, HandleProblem
from lms.accounts.models import Role
from lms.forms import (
    DayField,
    Form,
    NamesField,
    PickField,
    PickFromListField,
    SoughtField,
    TextField,
    at_most,
    given,
    needed,
    options,
)
from lms.once import OnceField
from lms.people import rules
from lms.text.canonical import canonical

ROLES = {
    Role.LEARNER: _l("Learner"),
    Role.TRAINER: _l("Trainer"),
    Role.STAFF: _l("Programme staff"),
    Role.ADMIN: _l("Administrator"),
}
GIVEN = [(role, label) for role, label in ROLES.items() if role != Role.LEARNER]


WHY_NOT = {
    HandleProblem.TOO_SHORT: _l("It is too short: write at least 2 letters."),
    HandleProblem.TOO_LONG: _l("It is too long: 40 characters at the most, and fewer where a number comes behind it."),
    HandleProblem.BEGINS_WITH_FORMULA: _l("It must begin with a letter or digit."),
    HandleProblem.NOTHING_TO_READ: _l("There is no letter and no digit in it."),
    HandleProblem.MIXED_DIRECTIONS: _l("It holds signs that change the direction of reading."),
    HandleProblem.LOOKS_LIKE_PHONE: _l("It looks like a phone number or the number of a card."),
    HandleProblem.LOOKS_LIKE_EMAIL: _l("It looks like an e-mail address."),
    HandleProblem.CHARACTER_NOT_ALLOWED: _l("Only letters, digits, hyphens and single spaces can stand in it."),
}


def language_field() -> PickField:
    """Ask for the language of the pages of those who are made."""
    return PickField(
        _l("Language of their pages"),
        choices=i18n.choices,
        default=i18n.first,
    )


class HandleForm(Form):
    """A handle for somebody: one of those offered, or another."""

    handle = RadioField(_l("Handle"), validate_choice=False, validators=[Optional(), at_most(LONGEST)])
    own_handle = TextField(_l("Or write another"), [at_most(LONGEST)])
    language = language_field()
    form = OnceField()

    def offer(self, offers: list[str]) -> None:
        """Show these handles, and the one that was chosen from an earlier offer."""
        chosen = self.handle.data
        earlier = [chosen] if chosen and chosen not in offers else []
        self.handle.choices = options(*((name, name) for name in earlier + offers))

    @property
    def wished(self) -> str:
        """Return the handle that was written, else the one that was picked."""
        return str(self.own_handle.data or self.handle.data or "").strip()


class HandleListForm(Form):
    """A pasted list of handles. `make` is sent by the button under the preview."""

    names = NamesField(_l("One handle a line"), [needed(_l("Write at least one handle.")), at_most(20_000)])
    language = language_field()
    form = OnceField()

    def validate_names(self, field: NamesField) -> None:
        """Refuse a list that is too long to make at once.

        :raises ValidationError: it has more lines.
        """
        if len(rules.wishes_in(field.data or "")) > rules.MOST_LINES:
            said = _l("Write %(most)d handles at the most, and the others afterwards.", most=rules.MOST_LINES)
            raise ValidationError(i18n.number(said))


class SearchForm(Form):
    """The beginning of a handle."""

    start = SoughtField(_l("The handle begins with"), [needed(_l("Write how the handle begins.")), at_most(LONGEST)])


class NewPersonForm(HandleForm):
    """A person, and the role to begin with."""

    role = PickField(_l("Role"), choices=options(*ROLES.items()), default=Role.LEARNER)
    where = PickFromListField(_l("Where"))


class RoleForm(Form):
    """A role in a scope, from a day, until a day or for good."""

    role = PickField(_l("Role"), [needed(_l("Choose a role."))], choices=options(*GIVEN))
    where = PickFromListField(_l("Where"))
    from_day = DayField(_l("From"), [given(_l("Choose the first day."))])
    until_day = DayField(_l("Last day"))

    def validate_until_day(self, field: DayField) -> None:
        """Refuse a last day before the first.

        :raises ValidationError: so it is.
        """
        if field.data and self.from_day.data and field.data < self.from_day.data:
            raise ValidationError(_l("The last day can't come before the first."))


class TypeHandleForm(Form):
    """The handle of whoever is erased, typed by hand."""

    handle = SoughtField(_l("Handle"), [needed(_l("Write the handle.")), at_most(100)])

    def __init__(self, *args: object, handle: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = handle

    def validate_handle(self, field: SoughtField) -> None:
        """Refuse another handle.

        :raises ValidationError: it does not read the same.
        """
        if canonical(field.data or "") != canonical(self.wanted):
            raise ValidationError(_l("This is not the handle of this account."))


class EraseMeForm(Form):
    """What opens one's account, asked again before it is erased."""

    passphrase = PasswordField(_l("Your passphrase"), [needed(_l("Write your passphrase.")), at_most(1000)])
    code = StringField(_l("Code on your card"), [needed(_l("Write the code that is on your card.")), at_most(100)])
