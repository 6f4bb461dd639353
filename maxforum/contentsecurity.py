"""What a page may load and run: the directives of the Content-Security-Policy header, by kind of page."""

from csp.constants import NONE, SELF

PUBLIC_PAGES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "manifest-src": [SELF],
}
# unfold's Alpine components evaluate expressions and set styles; staff pages alone are given leave. Inline scripts
# are not needed there either.
ADMIN_PAGES = {
    **PUBLIC_PAGES,
    "script-src": [SELF, "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "frame-ancestors": [SELF],
}
