from registrations.models.checkin import BadgePrint, CheckIn, CheckInOutcome
from registrations.models.consent import Consent, ConsentItem
from registrations.models.registration import Move, Registration

__all__ = ["BadgePrint", "CheckIn", "CheckInOutcome", "Consent", "ConsentItem", "Move", "Registration"]
