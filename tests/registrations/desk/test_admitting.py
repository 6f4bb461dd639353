"""Whom a desk lets in, by the rules that the desk without a network has too."""

import json
from pathlib import Path

import pytest

from registrations.desk import admitting
from registrations.models import CheckInOutcome
from registrations.states import RegistrationState

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "desk-admission.json").read_text())


@pytest.mark.parametrize(("facts", "outcome"), VECTORS["decide"])
def test_decide(facts, outcome):
    assert admitting.decide(admitting.Facts(**facts)) == outcome


def test_every_outcome_of_the_ledger_is_among_the_cases():
    assert {outcome for _facts, outcome in VECTORS["decide"]} == set(CheckInOutcome.values)


def test_every_state_of_a_registration_is_among_the_cases():
    assert {facts["state"] for facts, _outcome in VECTORS["decide"] if "state" in facts} == set(
        RegistrationState.values
    )
