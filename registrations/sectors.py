"""To which part of society (政 産 學 硏 …) a guest belongs."""

from events.models import Sector
from registrations.states import Category

# What a category says of itself. 유관기관 may be of the state or of research, 내빈, 연사 and 패널 of anything.
_OF_CATEGORY: dict[str, Sector] = {
    Category.GOVERNMENT: Sector.GOVERNMENT,
    Category.COMPANY: Sector.INDUSTRY,
    Category.ACADEMIA: Sector.ACADEMIA,
    Category.ASSOCIATION: Sector.ASSOCIATION,
    Category.PRESS: Sector.PRESS,
}


def sector_of(category: str, *said: str | None) -> str:
    """The first sector that is said of somebody (the invitation's, then its body's), else what the category tells.

    Who came by the form alone has only a category; those whose category tells nothing are 기타.
    """
    return next(filter(None, said), None) or _OF_CATEGORY.get(category, Sector.OTHER)
