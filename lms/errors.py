"""What can go wrong. The page each wrong gets is made in `errorpages.py`."""


class ConfigError(Exception):
    """A setting can't be used. The message names it and says what to write."""


class CommandRefused(Exception):
    """A command can't do what was asked. The message says, in plain English, why and what to do."""


class LmsError(Exception):
    """Something a person can act on.

    `status` is the HTTP status; `message` is a lazy sentence in the person's language.
    """

    status = 400
    message: object = ""

    def __str__(self) -> str:
        """Return the sentence, in English where there is no request."""
        return str(self.message)


class NotFound(LmsError):
    """There is no such thing, or not for this person: the two look the same."""

    status = 404


class SignInNeeded(LmsError):
    """The page is for members: a reader is sent to sign in, a form is kept until then."""

    status = 401


class CannotSignUp(LmsError):
    """What was to come with a new account was refused, so no account is made."""

    status = 422


class NotSent(LmsError):
    """A form that can't be shown to come from our own page: it is kept, and asked about."""

    status = 403
