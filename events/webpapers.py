"""Finishing pages that are laid out as a web page: one file that brings its style sheet and pictures, and runs nothing.

It is read on any screen, and a browser prints it with the PDF's own ``@page`` rules. What runs in the foot of the PDF's
pages stands above the page on the screen, and in the foot again in print (in Chromium's browsers; others leave it out).
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from csp.constants import NONE, SELF
from django.templatetags.static import static

from events import stylesheets
from events.kinds import Pages
from events.printjobs import Part

SCREEN_CSS = "css/paper-screen.css"
_FACES = (("Regular", 400), ("Bold", 700))
# What the templates of papers let run in the margins of each page, and where style sheets put it.
_RUNNING = {"paper-release": "bottom-left", "paper-printed": "bottom-right", "paper-mark": "top-right"}
_PAGE_RULE = re.compile(r"@page\{[^}]*\}")  # as the rules of badges write it
_PICTURE = re.compile(r'(?<=src=")picture:([^"]+)(?=")')  # no quote in a value is left unescaped


@dataclass(frozen=True)
class WebPaper:
    """The finished page, the name it is offered under, and what it may load, as directives for its response."""

    html: str
    name: str
    policy: Mapping[str, list[str]]


def finish(pages: Pages, *, is_served: bool) -> WebPaper:
    """The paper as one HTML file; served by the site it fetches our fonts, else it uses those of its reader's machine."""
    parts = list(pages.parts if pages.web_parts is None else pages.web_parts)
    own = list(dict.fromkeys("".join(part.css) for part in parts))  # most papers have none, most badges one
    sheets = [*pages.css, *_told_apart(own), stylesheets.read(SCREEN_CSS), _margins(parts[0].html)]
    style = "\n".join([*(_fonts() if is_served else ()), *sheets])
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = {
        "default-src": [NONE],
        "style-src": [f"'sha256-{digest}'"],
        "img-src": ["data:"],
        "font-src": [SELF if is_served else NONE],
        "base-uri": [NONE],
        "form-action": [NONE],
    }
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_directives(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style>"
    )
    bodies = [_with_pictures(part) for part in parts]
    if len(own) > 1:
        bodies = [
            _marked(page, own.index("".join(part.css))) for page, part in zip(bodies, parts, strict=True)
        ]
    rest = "".join(map(_body, bodies[1:]))
    page = bodies[0]
    # Whatever people typed is escaped, so each tag that is looked for here is the template's own.
    page = page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{head}', 1)
    page = page.replace("</body>", f"{rest}</body>", 1)
    return WebPaper(page, f"{pages.name}.html", {**policy, "frame-ancestors": [NONE]})


def _with_pictures(part: Part) -> str:
    def as_data(found: re.Match[str]) -> str:
        return f"data:image/png;base64,{base64.b64encode(part.pictures[found[1]]).decode()}"

    return _PICTURE.sub(as_data, part.html)


def _told_apart(own: Sequence[str]) -> Iterator[str]:
    """Style sheets of parts: one is everybody's, several hold each for its own parts (``_marked``). The page's size is the first's."""
    if len(own) < 2:
        yield from own
        return
    for number, css in enumerate(own):
        page_rules = _PAGE_RULE.findall(css)
        yield f"{page_rules[0] if page_rules and not number else ''}.part-{number}{{{_PAGE_RULE.sub('', css)}}}"


def _marked(page: str, number: int) -> str:
    body = _body(page)
    return page.replace(body, f'<div class="part-{number}">{body}</div>', 1) if body else page


def _body(page: str) -> str:
    start = page.index(">", page.index("<body")) + 1
    return page[start : page.index("</body>")]


def _margins(page: str) -> str:
    """The running elements as texts of margin boxes, which browsers know."""
    boxes = []
    for name, place in _RUNNING.items():
        found = re.search(rf'<div class="{name}">(.*?)</div>', page, re.DOTALL)
        if found is not None:
            boxes.append(f"@{place} {{ content: {_css_string(html.unescape(found[1]).strip())}; }}")
    return f"@page {{ {' '.join(boxes)} }}"


def _css_string(text: str) -> str:
    return '"{}"'.format("".join(one if one.isalnum() else f"\\{ord(one):06x}" for one in text))


def _fonts() -> list[str]:
    return [
        f'@font-face {{ font-family: "Pretendard GOV"; font-weight: {weight}; font-display: swap;'
        f' src: local("Pretendard GOV {face}"), url("{static(f"fonts/PretendardGOV-{face}.ttf")}"); }}'
        for face, weight in _FACES
    ]


def _directives(policy: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())
