"""The admin's page with what was read of a roster, as a browser sends it back."""

import re

from django.http import HttpResponse


def sent_back(response: HttpResponse, **changed: object) -> dict[str, object]:
    """Its hidden roster, and the columns as they are chosen."""
    page = response.content.decode()
    [roster] = re.findall(r'name="roster" value="([^"]+)"', page)
    values: dict[str, object] = {"roster": roster}
    for name, select in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', select)
        values[name] = chosen[1] if chosen else ""
    return {**values, **changed}
