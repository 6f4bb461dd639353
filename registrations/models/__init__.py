from registrations.models.checkin import BadgePrint, CheckIn, CheckInOutcome
from registrations.models.consent import Consent, ConsentItem
from registrations.models.invitation import Invitation, InvitationStep
from registrations.models.registration import Move, Registration
from registrations.models.seats import CategoryTerms, SeatRules

__all__ = [
    "BadgePrint",
    "CategoryTerms",
    "CheckIn",
    "CheckInOutcome",
    "Consent",
    "ConsentItem",
    "Invitation",
    "InvitationStep",
    "Move",
    "Registration",
    "SeatRules",
]
