"""The names this site answers to. A number can't be made to point elsewhere, so numbers always work."""

import ipaddress

from flask import Flask, abort, current_app, g, request

from lms.config import Config


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


def init_app(app: Flask, config: Config) -> None:
    """Refuse requests for names that are not ours (DNS rebinding, poisoned caches)."""

    @app.before_request
    def check() -> None:
        host = request.host
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        g.local_name = name == "localhost" or is_number(name)
        if not g.local_name and name.lower() not in config.hosts:
            abort(400)
