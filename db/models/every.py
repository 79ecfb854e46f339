"""Every table of the station, in the order they are made."""

from __future__ import annotations

from peewee import Model

from db.models.access import AccessEvent
from db.models.addendum import Addendum, AddendumSeen
from db.models.base import Row
from db.models.calls import Contacted, PatrolRound
from db.models.cover import Cover
from db.models.duty_log import Erratum, LogEntry, LogReview, Matter, Promise
from db.models.emergency import Emergency, EmergencyCard, EmergencyEvent, EmergencyLine, EmergencyStep
from db.models.handover import (
    DayReview,
    Handover,
    HandoverItem,
    HandoverMatter,
    HandoverQuestion,
    HandoverVersion,
    LogReading,
    SheetMark,
    Signature,
)
from db.models.journal import Journal, JournalHead
from db.models.key_register import Key, KeyCall, KeyEvent, KeyLoan, KeyPerson
from db.models.log_search import LogSearch, LogSearchMark
from db.models.papers import EmergencySheet, Printout
from db.models.phrases import Phrase
from db.models.receipts import ReceiptBook
from db.models.reports import Measures
from db.models.roster import RosterLine, Standby
from db.models.routines import Routine, RoutineDone
from db.models.site import Contact, Duty, Pass, Post, Serial, Shift, Site, SiteDay, Unit
from db.models.staff import Officer, OfficerKey, OneTimeCode, PinGuard, SignedOn
from db.models.templates import Template, TemplateItem
from db.models.tickets import Ticket, TicketEvent

RECORD: tuple[type[Row], ...] = (
    Officer, OfficerKey, OneTimeCode, Site, Post, Shift, Serial, Contact, Unit, Pass, SiteDay, Duty,
    LogEntry, Erratum, LogReview, Matter, Promise,
    Contacted, PatrolRound, Phrase,
    Ticket, TicketEvent, Key, KeyPerson, KeyCall, KeyLoan, KeyEvent,
    EmergencyCard, EmergencyStep, Emergency, EmergencyLine, EmergencyEvent,
    Routine, RoutineDone, Template, TemplateItem, ReceiptBook,
    Handover, HandoverItem, HandoverMatter, HandoverQuestion, HandoverVersion, LogReading, Signature, DayReview,
    SheetMark,
    AccessEvent, Printout, EmergencySheet, Measures,
    Addendum, AddendumSeen, Cover, RosterLine, Standby,
)  # fmt: skip
EVERY: tuple[type[Model], ...] = (Journal, JournalHead, *RECORD, SignedOn, PinGuard, LogSearch, LogSearchMark)
APPEND_ONLY: tuple[type[Model], ...] = (Journal, *(model for model in RECORD if model.append_only))
