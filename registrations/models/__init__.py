from registrations.models.checkin import BadgePrint, CheckIn, CheckInOutcome
from registrations.models.consent import Consent, ConsentItem
from registrations.models.datarequest import DataRequest, DataRequestKind, DataRequestState
from registrations.models.destruction import DestroyedKind, Destruction, DestructionReason
from registrations.models.interest import Interest
from registrations.models.registration import Move, Registration

__all__ = [
    "BadgePrint",
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
    "Move",
    "Registration",
]
