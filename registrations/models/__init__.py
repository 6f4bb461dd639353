from registrations.models.answer import Answer, SessionChoice, SessionOffer
from registrations.models.badgelayout import BadgeBack, BadgeLayout, CategoryBadge, Printer
from registrations.models.badgeprint import BadgePrint, BadgeSpoil, RevokedCode
from registrations.models.badgetext import BadgeText
from registrations.models.certificate import Certificate
from registrations.models.checkin import (
    ENTRIES,
    CheckIn,
    CheckInOutcome,
    EntryConflict,
    Presence,
    ScanKind,
)
from registrations.models.consent import Consent, ConsentItem
from registrations.models.datarequest import DataRequest, DataRequestKind, DataRequestState
from registrations.models.deskload import DeskHolding, DeskLoad, DeskReceipt
from registrations.models.destruction import DestroyedKind, Destruction, DestructionReason
from registrations.models.entrylist import EntryList, EntryListKind
from registrations.models.interest import Interest
from registrations.models.invitation import Invitation, InvitationStep
from registrations.models.mailtext import MailKind, MailText
from registrations.models.massmail import MassMail, NewsRefusal, Purpose
from registrations.models.printjob import (
    Failure,
    JobBadge,
    PartState,
    PrintJob,
    PrintJobState,
    PrintPart,
    PrintReason,
)
from registrations.models.question import Asking, FieldRule, Question, QuestionKind, StandardField
from registrations.models.registration import Move, Registration
from registrations.models.reminder import Reminder, ReminderKind, ReminderRun
from registrations.models.seatplan import AreaKind, Marks, Seat, SeatArea, SeatPlan
from registrations.models.seats import CategoryTerms, SeatRules
from registrations.models.sheet import RegistrationSheet
from registrations.models.station import OPEN_STATION_JOBS, PrintStation, StationJob, StationJobState
from registrations.models.walkin import WalkIn

__all__ = [
    "ENTRIES",
    "OPEN_STATION_JOBS",
    "Answer",
    "AreaKind",
    "Asking",
    "BadgeBack",
    "BadgeLayout",
    "BadgePrint",
    "BadgeSpoil",
    "BadgeText",
    "CategoryBadge",
    "CategoryTerms",
    "Certificate",
    "CheckIn",
    "CheckInOutcome",
    "Consent",
    "ConsentItem",
    "DataRequest",
    "DataRequestKind",
    "DataRequestState",
    "DeskHolding",
    "DeskLoad",
    "DeskReceipt",
    "DestroyedKind",
    "Destruction",
    "DestructionReason",
    "EntryConflict",
    "EntryList",
    "EntryListKind",
    "Failure",
    "FieldRule",
    "Interest",
    "Invitation",
    "InvitationStep",
    "JobBadge",
    "MailKind",
    "MailText",
    "Marks",
    "MassMail",
    "Move",
    "NewsRefusal",
    "PartState",
    "Presence",
    "PrintJob",
    "PrintJobState",
    "PrintPart",
    "PrintReason",
    "PrintStation",
    "Printer",
    "Purpose",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationSheet",
    "Reminder",
    "ReminderKind",
    "ReminderRun",
    "RevokedCode",
    "ScanKind",
    "Seat",
    "SeatArea",
    "SeatPlan",
    "SeatRules",
    "SessionChoice",
    "SessionOffer",
    "StandardField",
    "StationJob",
    "StationJobState",
    "WalkIn",
]
