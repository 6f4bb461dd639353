from registrations.models.checkin import BadgePrint, CheckIn, CheckInOutcome
from registrations.models.consent import Consent, ConsentItem
from registrations.models.datarequest import DataRequest, DataRequestKind, DataRequestState
from registrations.models.destruction import DestroyedKind, Destruction, DestructionReason
from registrations.models.interest import Interest
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
    "DataRequest",
    "DataRequestKind",
    "DataRequestState",
    "DestroyedKind",
    "Destruction",
    "DestructionReason",
    "Interest",
    "Invitation",
    "InvitationStep",
    "Move",
    "Registration",
    "SeatRules",
]
