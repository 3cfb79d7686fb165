"""Forms for signing in, signing up, and one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField, StringField, ValidationError
from wtforms.validators import Optional

from lms import i18n
from lms.accounts import passphrases
from lms.accounts.models import Device
from lms.forms import Form, PickField, SoughtField, TextField, at_most, needed, options

WHY_NOT = {
    passphrases.Problem.TOO_SHORT: _l("Make it longer: 15 characters or more, or six words of the list."),
    passphrases.Problem.TOO_LONG: _l("Make it shorter: 256 characters at the most."),
    passphrases.Problem.TOO_COMMON: _l("Others would guess this one. Choose something that only you know."),
}

DEVICES = options(
    (Device.SHARED, _l("Others use this phone too: sign me out after 30 minutes of rest")),
    (Device.OWN, _l("Only I use this phone: sign me out after 12 hours of rest")),
)


def device_field() -> PickField:
    """Ask whose phone it is; shared, unless one says otherwise."""
    return PickField(
        _l("This phone or computer"),
        choices=DEVICES,
        default=Device.SHARED,
        coerce=lambda value: Device(value) if value else Device.SHARED,
        validators=[Optional()],
    )


class SignInForm(Form):
    """Handle and passphrase."""

    handle = SoughtField(_l("Handle"), [needed(_l("Write your handle.")), at_most(100)])
    passphrase = PasswordField(_l("Passphrase"), [needed(_l("Write your passphrase.")), at_most(1000)])
    device = device_field()
    next = HiddenField()
    kept = HiddenField()


class CardForm(Form):
    """The code of a sign-in card."""

    code = StringField(_l("Code on your card"), [needed(_l("Write the code that is on your card.")), at_most(100)])
    device = device_field()
    form = HiddenField()
    next = HiddenField()


class RecoveryForm(Form):
    """The code of the recovery sheet."""

    code = StringField(
        _l("Code on your recovery sheet"),
        [needed(_l("Write the code of your recovery sheet.")), at_most(100)],
    )
    device = device_field()
    form = HiddenField()


class SecondStepForm(Form):
    """Six digits from an authenticator, or a spare code."""

    code = StringField(_l("Code of the authenticator"), [needed(_l("Write the six digits.")), at_most(60)])
    next = HiddenField()
    kept = HiddenField()


class PassphraseForm(Form):
    """A new passphrase, twice."""

    passphrase = PasswordField(_l("New passphrase"), [needed(_l("Write a passphrase.")), at_most(1000)])
    passphrase_again = PasswordField(_l("The same once more"), [needed(_l("Write the passphrase once more."))])

    def __init__(self, *args: object, context: tuple[str, ...] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.context = context
        """Words a guesser would try first: the handle, the site's name."""

    def validate_passphrase(self, field: PasswordField) -> None:
        """Refuse a passphrase that is short, overlong or easily guessed."""
        problem = passphrases.problem(field.data, context=self.context)
        if problem is not None:
            raise ValidationError(WHY_NOT[problem])

    def validate_passphrase_again(self, field: PasswordField) -> None:
        """Refuse two that differ, however each was typed."""
        if passphrases.as_typed(field.data) != passphrases.as_typed(self.passphrase.data or ""):
            raise ValidationError(_l("The two are not the same. Write both again."))


class ChangePassphraseForm(PassphraseForm):
    """The passphrase of now, then the new one twice."""

    old_passphrase = PasswordField(
        _l("Passphrase of now"), [needed(_l("Write the passphrase you use now.")), at_most(1000)]
    )


class SignUpForm(PassphraseForm):
    """A handle, offered or one's own, and a passphrase."""

    handle = RadioField(_l("What shall we call you here?"), validate_choice=False, validators=[Optional()])
    own_handle = TextField(_l("Or write your own"), [at_most(40)])
    join_code = StringField(_l("Join code"), [at_most(40)])
    device = device_field()

    @property
    def wished(self) -> str:
        """Return the handle that was written, else the one that was picked."""
        return str(self.own_handle.data or self.handle.data or "").strip()


class ReadingForm(Form):
    """The language and digits of one's pages."""

    language = PickField(_l("Language"), choices=i18n.choices)
    digits = PickField(_l("Digits"), choices=options(("latn", "0 1 2 3"), ("mymr", "၀ ၁ ၂ ၃")))


class SessionLabelForm(Form):
    """What the owner calls a place where one is signed in."""

    label = SoughtField(_l("Name of this phone or computer"), [at_most(40)])
