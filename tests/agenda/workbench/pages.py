"""What the workbench's script sends, and what then stands in the draft."""

from datetime import timedelta

from django.urls import reverse

from agenda import drafts
from tests.factories.events import START

SCRIPT = {"X-Workbench": "1"}


def address(event, name, *args):
    return reverse(f"admin:agenda_{name}", args=[event.pk, *args])


def step(client, event, name, session=None, headers=SCRIPT, **values):
    chosen = {"session": f"{session.pk}:{session.version}"} if session else {}
    data = {"step": name, "ripple": "on", **chosen, **values}
    return client.post(address(event, "workbench_step"), data, headers=headers)


def row_data(client, event, session, **changes):
    """What the opened row sends back, with changes."""
    form = client.get(address(event, "workbench_row", session.pk), headers=SCRIPT).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {
        "part_who": [who for who, _role in form.people],
        "part_role": [role for _who, role in form.people],
    }
    return {**{key: value for key, value in data.items() if value is not False}, "ripple": "on", **changes}


def save(client, event, session, data, headers=SCRIPT):
    return client.post(address(event, "workbench_row", session.pk), data, headers=headers)


def times(event):
    return {
        state.title: (state.starts_at - START) // timedelta(minutes=1)
        for state in drafts.read(event.pk).values()
    }
