"""What the papers of all apps call to become a PDF."""

import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence

import pikepdf
from django.conf import settings

from events import printjobs, typesetter
from events.kinds import Progress
from events.printjobs import ACCESSIBLE, Part

WORTH_A_SECOND_PROCESS = 4  # parts; below, starting one takes longer than it saves


def write(html: str, *, css: Sequence[str]) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1), title and language from the HTML.

    :raises typesetter.Refused: the HTML refers to a file, an address or a picture it does not bring
    """
    return typesetter.typeset([Part(html)], css=css, variant=ACCESSIBLE)


def write_parts(parts: Sequence[Part], *, css: Sequence[str], progress: Progress) -> bytes:
    """Many pages as one untagged PDF, title and language from the first part; progress counts parts.

    The second half of a long paper is set by a process of its own at the same time.

    :raises typesetter.Refused: the HTML refers to a file, an address or a picture it does not bring
    """
    if len(parts) < WORTH_A_SECOND_PROCESS:
        return typesetter.typeset(parts, css=css, laid_out=lambda count: progress(count, len(parts)))
    half = (len(parts) + 1) // 2
    with tempfile.TemporaryFile() as job, tempfile.TemporaryFile() as theirs:
        job.write(printjobs.pack(parts[half:], css=css))
        job.seek(0)
        command = [sys.executable, "-m", "events.typesetter"]
        with subprocess.Popen(command, stdin=job, stdout=theirs, cwd=settings.BASE_DIR) as second:
            try:
                ours = typesetter.typeset(
                    parts[:half],
                    css=css,
                    laid_out=lambda count: progress(count * len(parts) // half, len(parts)),
                )
            except BaseException:
                second.kill()
                raise
        if second.returncode:
            raise RuntimeError(
                f"The second typesetter ended with {second.returncode}; its error is in the log."
            )
        theirs.seek(0)
        return _joined(ours, theirs.read())


def _joined(first: bytes, second: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(first)) as whole, pikepdf.open(io.BytesIO(second)) as rest:
        whole.pages.extend(rest.pages)
        whole.save(out)
    return out.getvalue()
