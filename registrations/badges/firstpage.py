"""The first page of a PDF as a PNG with a transparent ground: PDF in, PNG out, as a process of its own.

What a stranger's PDF does to the library stays in here: memory and time are bounded, and a crash is an exit code.
"""

import resource
import sys

import pypdfium2
from pypdfium2 import raw

DOTS_PER_INCH = 300
LONGEST = 2_400  # pixels of a side: 203 mm at that resolution, more than any badge has
MOST_MEMORY = 1_000_000_000  # bytes of address space
MOST_SECONDS = 10  # of processor time
UNREADABLE = 3  # exit code


def main() -> int:
    """Draw what comes in; ``UNREADABLE`` where it is no PDF, is locked or has no page."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[0]
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / 72, LONGEST / max(width, height, 1))
        picture = page.render(
            scale=scale, fill_color=(255, 255, 255, 0), force_bitmap_format=raw.FPDFBitmap_BGRA
        ).to_pil()
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return UNREADABLE
    picture.save(sys.stdout.buffer, "PNG")
    return 0


if __name__ == "__main__":
    sys.exit(main())
