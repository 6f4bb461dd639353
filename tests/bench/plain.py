"""Badges as one page of HTML for WeasyPrint as it comes: ``python -m tests.bench.plain FILE``, the job on standard input.

What the pressroom is compared with: one process, one document, the garbage collector on, fonts by ``@font-face``.
"""

import base64
import re
import sys

from weasyprint import CSS, HTML

from events import fonts, printjobs

_BODY = re.compile("<body>(.*)</body>", re.DOTALL)


def main(file: str) -> None:
    job = printjobs.unpack(sys.stdin.buffer.read())
    head = job.parts[0].html.partition("<body>")[0]
    bodies = [found[1] for part in job.parts if (found := _BODY.search(part.html))]
    page = f"{head}<body>{''.join(bodies)}</body></html>"
    pictures = {name: png for part in job.parts for name, png in part.pictures.items()}
    page = re.sub('picture:([^"]+)', lambda found: _data_uri(pictures[found[1]]), page)
    styles = [CSS(string=text, base_url=str(fonts.FOLDER)) for text in job.css]
    HTML(string=page).write_pdf(file, stylesheets=styles, pdf_variant=printjobs.ACCESSIBLE)


def _data_uri(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


if __name__ == "__main__":
    main(sys.argv[1])
