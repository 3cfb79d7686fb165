"""The guard: it loads the thing, asks leave, and hands the view the person and the thing.

Every view says `@needs(…)` or `@public`; the application does not start with one that says neither.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock, db
from lms.accounts import queries, rules
from lms.accounts.models import Origin, Stage
from lms.accounts.rules import Visitor
from lms.config import Config
from lms.errors import NotFound, SignInNeeded
from lms.permissions import ANYBODY, Permission, allows, allows_anybody

V = TypeVar("V", bound=Callable[..., ResponseReturnValue])
View = Callable[..., ResponseReturnValue]
Loader = Callable[..., object | None]
"""Called with a session and the variables of the address, in their order; returns the thing, or None."""

MARK = "lms_guard"


def public(view: V) -> V:
    """Mark a view that anybody may see."""
    setattr(view, MARK, "public")
    return view


def visitor() -> Visitor | None:
    """Return who is fully signed in, or None."""
    who = current_user._get_current_object()
    return who if isinstance(who, Visitor) and who.stage == Stage.FULL else None


def half_signed_in(stage: Stage) -> Visitor | None:
    """Return who has come as far as `stage` in signing in, or None."""
    who = current_user._get_current_object()
    return who if isinstance(who, Visitor) and who.stage == stage else None


def needs(
    permission: Permission,
    *,
    on: Loader | None = None,
    stepped_up: bool = False,
    first_steps: bool = False,
) -> Callable[[View], View]:
    """Let a view be seen only by those who have `permission`.

    The view is called as `view(who)`, or `view(who, thing)` where `on` loads a thing by the variables of the address.
    What is not there and what is not allowed answer alike. `who` is None where the permission is one that anybody has
    on the thing.

    :param stepped_up: a list or an export: whoever has a second step must have given it within a quarter hour.
    :param first_steps: a page that a staff member may see before a second step is set up.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(**address: str) -> ResponseReturnValue:
            who = visitor()
            if who is None and permission not in ANYBODY:
                raise SignInNeeded
            thing = on(db.session(), *address.values()) if on else None
            if who is None:
                if not allows_anybody(permission, thing):
                    raise SignInNeeded
                return view(None, thing)
            if (on and thing is None) or not allows(permission, who, thing):
                raise NotFound
            detour = _detour(who, stepped_up, first_steps)
            return detour or (view(who, thing) if on else view(who, **address))

        setattr(guarded, MARK, permission)
        return guarded

    return mark


def _detour(who: Visitor, stepped_up: bool, first_steps: bool) -> ResponseReturnValue | None:
    """Return the way to the second step where it must come first."""
    if first_steps or not who.powerful:
        return None
    if not queries.has_second_step(db.session(), who.account_id):
        must = config().second_step == "required" and who.account.origin != Origin.DEMO
        return redirect(url_for("accounts.second_step_set_up"), 303) if must else None
    if stepped_up and not rules.stepped_lately(who, clock.now()):
        address = request.full_path if request.method in {"GET", "HEAD"} else request.path
        return redirect(url_for("accounts.step_up", next=address.rstrip("?")), 303)
    return None


def can(permission: Permission, thing: object = None) -> bool:
    """Tell a template whether the reader may do this."""
    who = visitor()
    return allows_anybody(permission, thing) if who is None else allows(permission, who, thing)


def config() -> Config:
    """Return the settings of the application that is running, as the environment gives them."""
    found = current_app.extensions["lms.config"]
    assert isinstance(found, Config)
    return found


def assert_all_marked(app: Flask) -> None:
    """Refuse to start with a view that says neither who may see it nor that anybody may.

    :raises RuntimeError: naming the endpoints.
    """
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, MARK)]
    if unmarked:
        raise RuntimeError("these views say neither @needs nor @public: " + ", ".join(sorted(unmarked)))


def guard_of(app: Flask, endpoint: str) -> Any:
    """Return what a view's mark says: "public", or a Permission."""
    return getattr(app.view_functions[endpoint], MARK)
