"""Headers that protect the reader: nothing from elsewhere, nothing inline, no framing."""

from flask import Flask, Response, request
from werkzeug.datastructures import ContentSecurityPolicy

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# Whoever has an address with a key in it has the page, so it is neither kept on the way nor found by searching
OF_A_KEY = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def is_opened_by_a_key() -> bool:
    """Whether the address of the request is known to one person alone."""
    return "token" in (request.view_args or {})


def init_headers(app: Flask) -> None:
    """Put the headers on every answer; over HTTPS also ask browsers to stay there."""

    @app.after_request
    def protect(response: Response) -> Response:
        if "Content-Security-Policy" not in response.headers:  # a file that somebody sent may do less still
            response.content_security_policy = ContentSecurityPolicy(POLICY)
        if is_opened_by_a_key():
            response.headers.update(OF_A_KEY)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")  # a page belongs to the one who asked for it
        if app.config.get("SESSION_COOKIE_SECURE"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
