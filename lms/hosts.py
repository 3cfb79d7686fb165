"""The names this site answers to. A number can't be made to point elsewhere, so numbers always work."""

import ipaddress

from flask import Flask, abort, current_app, g, request

from lms.config import Config

NO_NAME = "host.invalid"
"""Stands for a Host header that can't be a name; RFC 2606 keeps it free, so it is nobody's."""


def is_number(host: str) -> bool:
    """Tell whether a host is an IP address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    return host == "localhost" or (is_number(host) and ipaddress.ip_address(host.strip("[]")).is_loopback)


def site_address() -> str:
    """Return the address people type to come here, "https://learn.example": the chosen one, else the one asked at."""
    config = current_app.extensions["lms.config"]
    assert isinstance(config, Config)
    return (config.address or request.host_url).rstrip("/")


def _is_name(host: str) -> bool:
    """Tell whether a host can be a name at all: none has a label of more than 63 signs."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def init_app(app: Flask, config: Config) -> None:
    """Refuse requests for names that are not ours (DNS rebinding, poisoned caches)."""
    inner = app.wsgi_app

    def named(environ: dict[str, object], start_response: object) -> object:
        # Of what can't be a name no address can be built, so not even the page that refuses it.
        if not _is_name(str(environ.get("HTTP_HOST", ""))):
            environ["HTTP_HOST"] = NO_NAME
        return inner(environ, start_response)  # type: ignore[arg-type]

    app.wsgi_app = named  # type: ignore[assignment, method-assign]

    @app.before_request
    def check() -> None:
        host = request.host
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        g.local_name = name == "localhost" or is_number(name)
        if not g.local_name and name.lower() not in config.hosts:
            abort(400)
