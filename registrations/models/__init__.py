from registrations.models.answer import Answer, SessionChoice, SessionOffer
from registrations.models.checkin import BadgePrint, CheckIn, CheckInOutcome
from registrations.models.consent import Consent, ConsentItem
from registrations.models.question import Asking, FieldRule, Question, QuestionKind, StandardField
from registrations.models.registration import Move, Registration
from registrations.models.sheet import RegistrationSheet

__all__ = [
    "Answer",
    "Asking",
    "BadgePrint",
    "CheckIn",
    "CheckInOutcome",
    "Consent",
    "ConsentItem",
    "FieldRule",
    "Move",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationSheet",
    "SessionChoice",
    "SessionOffer",
    "StandardField",
]
