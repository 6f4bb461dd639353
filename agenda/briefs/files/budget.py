"""How many cells one file may fill: a merge or a span of a few bytes can name thousands of them, again and again."""

from agenda.briefs.files.document import MOST_CELLS
from events.packages import too_large

_LONG = 1_000  # characters; a longer text costs as many cells as it has of them, for it is repeated as well


class Budget:
    """The cells that are left for one file, however its tables overlap or lie in each other."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def spend(self, cells: int, text: str) -> None:
        """Count the cells that are about to be filled with a text.

        :raises FileRefused: the file has more than it may
        """
        self._left -= cells * (1 + len(text) // _LONG)
        if self._left < 0:
            raise too_large()
