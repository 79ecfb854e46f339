-- The schema a station begins with, frozen: the models move on, this text does not.
-- A statement ends where a line ends in a semicolon. Comments stand between statements, never inside one: SQLite
-- would keep them as part of the table, and verify compares what SQLite keeps.

-- One entry of the chain; the other columns repeat what the body says, so that it can be searched.
CREATE TABLE "journal" (
    "seq" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "tz" INTEGER NOT NULL,
    "terminal" TEXT NOT NULL,
    "actor" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "prev" BLOB NOT NULL,
    "hash" BLOB NOT NULL
) STRICT;
CREATE TRIGGER "journal_no_update" BEFORE UPDATE ON "journal"
    BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER "journal_no_delete" BEFORE DELETE ON "journal"
    BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;

-- The last entry: the row that makes sequence numbers gapless.
CREATE TABLE "journal_head" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "last" INTEGER NOT NULL,
    "hash" BLOB NOT NULL
) STRICT;
INSERT INTO "journal_head" ("id", "last", "hash")
    VALUES (1, 0, x'0000000000000000000000000000000000000000000000000000000000000000');

-- A member of staff; the number is theirs for ever, even after they left.
CREATE TABLE "officer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "staff_no" TEXT NOT NULL CHECK (length(staff_no) BETWEEN 1 AND 12),
    "name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    "initials" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK (role IN ('officer', 'leader', 'supervisor', 'maintenance', 'manager')),
    "phone" TEXT NOT NULL CHECK (length(phone) <= 40),
    "active" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "officer_staff_no" ON "officer" ("staff_no");
CREATE INDEX "officer_initials" ON "officer" ("initials");

-- An Ed25519 key, its private half wrapped under the PIN; a new PIN makes a new row, old ones stay.
CREATE TABLE "officer_key" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "public" TEXT NOT NULL CHECK (length(public) = 64),
    "salt" BLOB NOT NULL,
    "nonce" BLOB NOT NULL,
    "wrapped" BLOB NOT NULL,
    "made_at" INTEGER NOT NULL,
    "retired_at" INTEGER,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "officer_key_officer_id" ON "officer_key" ("officer_id");

-- A manager's code that opens "choose your PIN" once, within 24 hours; it is stored as a PIN is, stretched.
CREATE TABLE "one_time_code" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "salt" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "made_by_id" INTEGER,
    "made_at" INTEGER NOT NULL,
    "valid_to" INTEGER NOT NULL,
    "used_at" INTEGER,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("made_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "one_time_code_officer_id" ON "one_time_code" ("officer_id");
CREATE INDEX "one_time_code_made_by_id" ON "one_time_code" ("made_by_id");
CREATE UNIQUE INDEX "one_open_code" ON "one_time_code" ("officer_id")
    WHERE "used_at" IS NULL;

-- The one row that says where this station stands; `settings` is a JSON object.
CREATE TABLE "site" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    "language" TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    "zone" TEXT NOT NULL,
    "settings" TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "site_uuid" ON "site" ("uuid");

-- A place that must never be empty.
CREATE TABLE "post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "code" TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 12),
    "name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    "initials" TEXT NOT NULL,
    "position" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "post_code" ON "post" ("code");

-- A shift of a post: minutes of the day; `ends` is past 1440 where it ends on the next day.
CREATE TABLE "shift" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    "begins" INTEGER NOT NULL CHECK (begins BETWEEN 0 AND 1439),
    "ends" INTEGER NOT NULL CHECK (ends > begins AND ends <= begins + 1440),
    FOREIGN KEY ("post_id") REFERENCES "post" ("id")
) STRICT;
CREATE INDEX "shift_post_id" ON "shift" ("post_id");
CREATE UNIQUE INDEX "shift_post_id_begins" ON "shift" ("post_id", "begins");

-- The last number given out in a register and year: numbers are gapless (L5).
CREATE TABLE "serial" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "register" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "serial_register_year" ON "serial" ("register", "year");

-- A person of the public; the journal holds only the salted commitment, so that one can be forgotten.
CREATE TABLE "contact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "salt" BLOB NOT NULL,
    "name" TEXT NOT NULL CHECK (length(name) <= 60),
    "phone" TEXT NOT NULL CHECK (length(phone) <= 40),
    "firm" TEXT NOT NULL CHECK (length(firm) <= 80),
    "identity" TEXT NOT NULL CHECK (length(identity) <= 40),
    "initials" TEXT NOT NULL,
    "commitment" TEXT NOT NULL CHECK (length(commitment) = 64),
    "forgotten_at" INTEGER
) STRICT;
CREATE INDEX "contact_phone" ON "contact" ("phone");
CREATE INDEX "contact_initials" ON "contact" ("initials");

-- A home, shop or common place of the estate, as `6-2-1101`.
CREATE TABLE "unit" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "number" TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 40),
    "look" TEXT NOT NULL,
    "owner_id" INTEGER,
    "notes" TEXT NOT NULL CHECK (length(notes) <= 400),
    "public" INTEGER NOT NULL,
    FOREIGN KEY ("owner_id") REFERENCES "contact" ("id")
) STRICT;
CREATE UNIQUE INDEX "unit_number" ON "unit" ("number");
CREATE INDEX "unit_look" ON "unit" ("look");
CREATE INDEX "unit_owner_id" ON "unit" ("owner_id");

-- A temporary pass of a contractor's worker (G1): the scan that says who borrows.
CREATE TABLE "pass" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "number" TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 20),
    "holder_id" INTEGER NOT NULL,
    "unit_id" INTEGER,
    "purpose" TEXT NOT NULL CHECK (length(purpose) <= 200),
    "valid_from" INTEGER NOT NULL,
    "valid_to" INTEGER NOT NULL,
    "returned_at" INTEGER,
    "why_longer" TEXT NOT NULL CHECK (length(why_longer) <= 200),
    FOREIGN KEY ("holder_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
) STRICT;
CREATE INDEX "pass_number" ON "pass" ("number");
CREATE INDEX "pass_holder_id" ON "pass" ("holder_id");
CREATE INDEX "pass_unit_id" ON "pass" ("unit_id");
CREATE INDEX "pass_returned_at" ON "pass" ("returned_at");
CREATE UNIQUE INDEX "one_holder_of_a_card" ON "pass" ("number")
    WHERE "returned_at" IS NULL;

-- A day that is worked or free here, whatever the statutory calendar says (T11); null: as the calendar says.
CREATE TABLE "site_day" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "day" TEXT NOT NULL CHECK (length(day) = 10),
    "worked" INTEGER,
    "why" TEXT NOT NULL CHECK (length(why) <= 200),
    "officer_id" INTEGER,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE UNIQUE INDEX "site_day_day" ON "site_day" ("day");
CREATE INDEX "site_day_officer_id" ON "site_day" ("officer_id");

-- One officer's time on a post, from an accepted handover (or an empty post) to the next.
CREATE TABLE "duty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "shift_id" INTEGER,
    "shift_date" TEXT NOT NULL CHECK (length(shift_date) = 10),
    "due_end" INTEGER NOT NULL,
    "began_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    "how" TEXT NOT NULL CHECK (how IN ('opening', 'handover', 'custody', 'alone', 'double', 'paper')),
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")
) STRICT;
CREATE INDEX "duty_post_id" ON "duty" ("post_id");
CREATE INDEX "duty_officer_id" ON "duty" ("officer_id");
CREATE INDEX "duty_shift_id" ON "duty" ("shift_id");

-- A line of the duty log; `event_at` is the officer's to say, `logged_at` the station's (L3).
CREATE TABLE "log_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "duty_id" INTEGER,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (length(kind) <= 12),
    "text" TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    "place" TEXT NOT NULL CHECK (length(place) <= 60),
    "unit_id" INTEGER,
    "contact_id" INTEGER,
    "event_at" INTEGER NOT NULL,
    "logged_at" INTEGER NOT NULL,
    "author_id" INTEGER NOT NULL,
    "late" INTEGER NOT NULL,
    "follows_id" INTEGER,
    "paper" TEXT NOT NULL CHECK (length(paper) <= 20),
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id"),
    FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("author_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("follows_id") REFERENCES "log_entry" ("id")
) STRICT;
CREATE UNIQUE INDEX "log_entry_post_id_year_number" ON "log_entry" ("post_id", "year", "number");
CREATE INDEX "log_entry_post_id_event_at_id" ON "log_entry" ("post_id", "event_at", "id");
CREATE INDEX "log_entry_event_at_id" ON "log_entry" ("event_at", "id");
CREATE INDEX "log_entry_duty" ON "log_entry" ("duty_id")
    WHERE "duty_id" IS NOT NULL;
CREATE INDEX "log_entry_unit" ON "log_entry" ("unit_id", "event_at", "id")
    WHERE "unit_id" IS NOT NULL;
CREATE INDEX "log_entry_contact" ON "log_entry" ("contact_id")
    WHERE "contact_id" IS NOT NULL;
CREATE INDEX "log_entry_follows" ON "log_entry" ("follows_id")
    WHERE "follows_id" IS NOT NULL;
CREATE UNIQUE INDEX "paper_line_entered_once" ON "log_entry" ("paper")
    WHERE "paper" != '';
CREATE TRIGGER "log_entry_no_update" BEFORE UPDATE ON "log_entry"
    BEGIN SELECT RAISE(ABORT, 'log_entry is append-only'); END;
CREATE TRIGGER "log_entry_no_delete" BEFORE DELETE ON "log_entry"
    BEGIN SELECT RAISE(ABORT, 'log_entry is append-only'); END;

-- A correction: the old text stays where it was, this row says what it should have read (L2).
CREATE TABLE "erratum" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "old_text" TEXT NOT NULL,
    "new_text" TEXT NOT NULL CHECK (length(new_text) BETWEEN 1 AND 2000),
    "reason" TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "erratum_entry_id" ON "erratum" ("entry_id");
CREATE INDEX "erratum_officer_id" ON "erratum" ("officer_id");
CREATE TRIGGER "erratum_no_update" BEFORE UPDATE ON "erratum"
    BEGIN SELECT RAISE(ABORT, 'erratum is append-only'); END;
CREATE TRIGGER "erratum_no_delete" BEFORE DELETE ON "erratum"
    BEGIN SELECT RAISE(ABORT, 'erratum is append-only'); END;

-- The superior's 阅签 on one line (L4).
CREATE TABLE "log_review" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE UNIQUE INDEX "log_review_entry_id" ON "log_review" ("entry_id");
CREATE INDEX "log_review_officer_id" ON "log_review" ("officer_id");
CREATE TRIGGER "log_review_no_update" BEFORE UPDATE ON "log_review"
    BEGIN SELECT RAISE(ABORT, 'log_review is append-only'); END;
CREATE TRIGGER "log_review_no_delete" BEFORE DELETE ON "log_review"
    BEGIN SELECT RAISE(ABORT, 'log_review is append-only'); END;

-- An abnormal line that is followed until it is resolved (L1).
CREATE TABLE "matter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "closed_at" INTEGER,
    "closed_by_id" INTEGER,
    "closing_id" INTEGER,
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id"),
    FOREIGN KEY ("closed_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("closing_id") REFERENCES "log_entry" ("id")
) STRICT;
CREATE UNIQUE INDEX "matter_entry_id" ON "matter" ("entry_id");
CREATE INDEX "matter_closed_by_id" ON "matter" ("closed_by_id");
CREATE INDEX "matter_closing_id" ON "matter" ("closing_id");
CREATE INDEX "open_matter" ON "matter" ("entry_id")
    WHERE "closed_at" IS NULL;

-- An answer promised to somebody, with its time; carried from shift to shift until kept (L9).
CREATE TABLE "promise" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "kept_at" INTEGER,
    "kept_by_id" INTEGER,
    "answer" TEXT NOT NULL CHECK (length(answer) <= 200),
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id"),
    FOREIGN KEY ("kept_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE UNIQUE INDEX "promise_entry_id" ON "promise" ("entry_id");
CREATE INDEX "promise_kept_by_id" ON "promise" ("kept_by_id");
CREATE INDEX "open_promise_due" ON "promise" ("due_at")
    WHERE "kept_at" IS NULL;

-- How a call, letter or visit came and what it led to; `rings` is empty where nobody marked it.
CREATE TABLE "contacted" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL CHECK (channel IN ('call', 'letter', 'visit')),
    "outcome" TEXT NOT NULL CHECK (outcome IN ('answered', 'promise', 'ticket', 'again', 'suggestion', 'transfer', 'other')),
    "rings" TEXT NOT NULL CHECK (rings IN ('', 'three', 'late')),
    "to" TEXT NOT NULL CHECK (length("to") <= 60),
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id")
) STRICT;
CREATE UNIQUE INDEX "contacted_entry_id" ON "contacted" ("entry_id");
CREATE TRIGGER "contacted_no_update" BEFORE UPDATE ON "contacted"
    BEGIN SELECT RAISE(ABORT, 'contacted is append-only'); END;
CREATE TRIGGER "contacted_no_delete" BEFORE DELETE ON "contacted"
    BEGIN SELECT RAISE(ABORT, 'contacted is append-only'); END;

-- A round: its number in the duty, who walked it, and how the public facilities were (L13).
CREATE TABLE "patrol_round" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99),
    "walked_by" TEXT NOT NULL CHECK (length(walked_by) BETWEEN 1 AND 60),
    "state" TEXT NOT NULL CHECK (state IN ('normal', 'damaged', 'broken_off')),
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id")
) STRICT;
CREATE UNIQUE INDEX "patrol_round_entry_id" ON "patrol_round" ("entry_id");
CREATE TRIGGER "patrol_round_no_update" BEFORE UPDATE ON "patrol_round"
    BEGIN SELECT RAISE(ABORT, 'patrol_round is append-only'); END;
CREATE TRIGGER "patrol_round_no_delete" BEFORE DELETE ON "patrol_round"
    BEGIN SELECT RAISE(ABORT, 'patrol_round is append-only'); END;

-- A sentence with slots (`_`), or a place; one that is taken out stays in the record.
CREATE TABLE "phrase" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (kind IN ('sentence', 'place')),
    "text" TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 80),
    "initials" TEXT NOT NULL CHECK (length(initials) BETWEEN 1 AND 80),
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "removed_at" INTEGER,
    "removed_by_id" INTEGER,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("removed_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "phrase_officer_id" ON "phrase" ("officer_id");
CREATE INDEX "phrase_removed_by_id" ON "phrase" ("removed_by_id");

-- A repair or a complaint, from the first call to the paper that closes it.
CREATE TABLE "ticket" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (kind IN ('repair', 'complaint')),
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "post_id" INTEGER,
    "source" TEXT NOT NULL CHECK (length(source) <= 40),
    "unit_id" INTEGER,
    "place" TEXT NOT NULL CHECK (length(place) <= 80),
    "public" INTEGER NOT NULL,
    "content" TEXT NOT NULL CHECK (length(content) BETWEEN 1 AND 400),
    "caller_id" INTEGER,
    "caller_is" TEXT NOT NULL CHECK (length(caller_is) <= 12),
    "grade" TEXT NOT NULL CHECK (grade IN ('urgent', 'ordinary', 'general', 'major')),
    "complaint_class" TEXT NOT NULL CHECK (complaint_class IN ('', 'management', 'defect')),
    "cost" TEXT NOT NULL CHECK (cost IN ('', 'told', 'free', 'later')),
    "appointment_at" INTEGER,
    "state" TEXT NOT NULL CHECK (state IN ('new', 'dispatched', 'in_progress', 'done', 'closed', 'void')),
    "created_at" INTEGER NOT NULL,
    "first_receiver_id" INTEGER,
    "worker" TEXT NOT NULL CHECK (length(worker) <= 60),
    "worker_initials" TEXT NOT NULL,
    "arrived_at" INTEGER,
    "record_confirmed_at" INTEGER,
    "looked_into_at" INTEGER,
    "answered_at" INTEGER,
    "done_at" INTEGER,
    "told_at" INTEGER,
    "closed_at" INTEGER,
    "updated_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "due_clock" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "slip_no" INTEGER,
    "slip_out_at" INTEGER,
    "slip_back_at" INTEGER,
    "slip_reason" TEXT NOT NULL CHECK (length(slip_reason) <= 200),
    "actual" TEXT NOT NULL CHECK (length(actual) <= 200),
    "confirmed" TEXT NOT NULL CHECK (length(confirmed) <= 60),
    "validity" TEXT NOT NULL CHECK (validity IN ('', 'valid', 'invalid')),
    "reply" TEXT NOT NULL CHECK (length(reply) <= 400),
    "owed" TEXT NOT NULL CHECK (length(owed) <= 80),
    "escalated" TEXT NOT NULL CHECK (escalated IN ('', 'leader', 'supervisor', 'manager')),
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
    FOREIGN KEY ("caller_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("first_receiver_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "ticket_post_id" ON "ticket" ("post_id");
CREATE INDEX "ticket_unit_id" ON "ticket" ("unit_id");
CREATE INDEX "ticket_caller_id" ON "ticket" ("caller_id");
CREATE INDEX "ticket_first_receiver_id" ON "ticket" ("first_receiver_id");
CREATE UNIQUE INDEX "ticket_kind_year_number" ON "ticket" ("kind", "year", "number");
CREATE INDEX "ticket_unit_id_created_at" ON "ticket" ("unit_id", "created_at");
CREATE INDEX "ticket_created_at_id" ON "ticket" ("created_at", "id");
CREATE INDEX "open_ticket_due" ON "ticket" ("due_at", "id")
    WHERE "state" NOT IN ('closed', 'void');
CREATE UNIQUE INDEX "ticket_source" ON "ticket" ("source")
    WHERE "source" != '';
CREATE INDEX "ticket_worker" ON "ticket" ("worker_initials", "worker")
    WHERE "worker" != '';

-- One step in the life of a ticket; `person` of the public confirmed it (T9).
CREATE TABLE "ticket_event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (length(kind) <= 16),
    "text" TEXT NOT NULL CHECK (length(text) <= 400),
    "person_id" INTEGER,
    "officer_id" INTEGER,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("person_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "ticket_event_ticket_id" ON "ticket_event" ("ticket_id");
CREATE INDEX "ticket_event_person_id" ON "ticket_event" ("person_id");
CREATE INDEX "ticket_event_officer_id" ON "ticket_event" ("officer_id");
CREATE TRIGGER "ticket_event_no_update" BEFORE UPDATE ON "ticket_event"
    BEGIN SELECT RAISE(ABORT, 'ticket_event is append-only'); END;
CREATE TRIGGER "ticket_event_no_delete" BEFORE DELETE ON "ticket_event"
    BEGIN SELECT RAISE(ABORT, 'ticket_event is append-only'); END;

-- A key (or radio, torch, umbrella: K12) on its hook; who has it is said by its open loan alone (K1).
CREATE TABLE "key" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "tag" TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 20),
    "look" TEXT NOT NULL,
    "opens" TEXT NOT NULL CHECK (length(opens) BETWEEN 1 AND 60),
    "initials" TEXT NOT NULL,
    "hook" TEXT NOT NULL CHECK (length(hook) <= 20),
    "copies" INTEGER NOT NULL,
    "what" TEXT NOT NULL CHECK (what IN ('key', 'radio', 'torch', 'umbrella', 'book', 'file')),
    "access" TEXT NOT NULL CHECK (access IN ('public', 'restricted', 'entrusted')),
    "unit_id" INTEGER,
    "state" TEXT NOT NULL CHECK (state IN ('good', 'damaged', 'lost')),
    "out" INTEGER NOT NULL,
    FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
) STRICT;
CREATE UNIQUE INDEX "key_tag" ON "key" ("tag");
CREATE INDEX "key_look" ON "key" ("look");
CREATE INDEX "key_initials" ON "key" ("initials");
CREATE INDEX "key_unit_id" ON "key" ("unit_id");

-- Somebody whom an owner allows to fetch an entrusted key, and how the owner consented (K6).
CREATE TABLE "key_person" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "key_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "relation" TEXT NOT NULL CHECK (length(relation) <= 40),
    "consent" TEXT NOT NULL CHECK (consent IN ('present', 'phone', 'letter')),
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "removed_at" INTEGER,
    "removed_by_id" INTEGER,
    FOREIGN KEY ("key_id") REFERENCES "key" ("id"),
    FOREIGN KEY ("person_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("removed_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "key_person_key_id" ON "key_person" ("key_id");
CREATE INDEX "key_person_person_id" ON "key_person" ("person_id");
CREATE INDEX "key_person_officer_id" ON "key_person" ("officer_id");
CREATE INDEX "key_person_removed_by_id" ON "key_person" ("removed_by_id");

-- A call to the registered number of an owner before an entrusted key went out: who answered, and when (K6).
CREATE TABLE "key_call" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "key_id" INTEGER NOT NULL,
    "answered_by_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("key_id") REFERENCES "key" ("id"),
    FOREIGN KEY ("answered_by_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "key_call_key_id" ON "key_call" ("key_id");
CREATE INDEX "key_call_answered_by_id" ON "key_call" ("answered_by_id");
CREATE INDEX "key_call_officer_id" ON "key_call" ("officer_id");
CREATE TRIGGER "key_call_no_update" BEFORE UPDATE ON "key_call"
    BEGIN SELECT RAISE(ABORT, 'key_call is append-only'); END;
CREATE TRIGGER "key_call_no_delete" BEFORE DELETE ON "key_call"
    BEGIN SELECT RAISE(ABORT, 'key_call is append-only'); END;

-- One key out, from issue to return; keys issued together share `batch`; `signed`: by PIN (K3).
CREATE TABLE "key_loan" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "key_id" INTEGER NOT NULL,
    "batch" INTEGER NOT NULL,
    "borrower_id" INTEGER,
    "staff_id" INTEGER,
    "on_pass_id" INTEGER,
    "purpose" TEXT NOT NULL CHECK (length(purpose) <= 200),
    "ticket_id" INTEGER,
    "issued_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "issued_by_id" INTEGER NOT NULL,
    "second_id" INTEGER,
    "signed" INTEGER NOT NULL,
    "listed_id" INTEGER,
    "called_id" INTEGER,
    "emergency" TEXT NOT NULL CHECK (length(emergency) <= 200),
    "approved_by" TEXT NOT NULL CHECK (length(approved_by) <= 60),
    "approved_at" INTEGER,
    "second_due_at" INTEGER,
    "second_at" INTEGER,
    "returned_at" INTEGER,
    "ended_as" TEXT NOT NULL CHECK (ended_as IN ('', 'returned', 'transferred', 'lost')),
    "returned_by_id" INTEGER,
    "received_by_id" INTEGER,
    "condition" TEXT NOT NULL CHECK (length(condition) <= 100),
    "chases" INTEGER NOT NULL,
    FOREIGN KEY ("key_id") REFERENCES "key" ("id"),
    FOREIGN KEY ("borrower_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("staff_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("on_pass_id") REFERENCES "pass" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("issued_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("second_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("listed_id") REFERENCES "key_person" ("id"),
    FOREIGN KEY ("called_id") REFERENCES "key_call" ("id"),
    FOREIGN KEY ("returned_by_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("received_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "key_loan_key_id" ON "key_loan" ("key_id");
CREATE INDEX "key_loan_batch" ON "key_loan" ("batch");
CREATE INDEX "key_loan_borrower_id" ON "key_loan" ("borrower_id");
CREATE INDEX "key_loan_staff_id" ON "key_loan" ("staff_id");
CREATE INDEX "key_loan_on_pass_id" ON "key_loan" ("on_pass_id");
CREATE INDEX "key_loan_ticket_id" ON "key_loan" ("ticket_id");
CREATE INDEX "key_loan_issued_at" ON "key_loan" ("issued_at");
CREATE INDEX "key_loan_issued_by_id" ON "key_loan" ("issued_by_id");
CREATE INDEX "key_loan_second_id" ON "key_loan" ("second_id");
CREATE INDEX "key_loan_listed_id" ON "key_loan" ("listed_id");
CREATE INDEX "key_loan_called_id" ON "key_loan" ("called_id");
CREATE INDEX "key_loan_returned_by_id" ON "key_loan" ("returned_by_id");
CREATE INDEX "key_loan_received_by_id" ON "key_loan" ("received_by_id");
CREATE UNIQUE INDEX "one_open_loan" ON "key_loan" ("key_id")
    WHERE "returned_at" IS NULL;
CREATE INDEX "open_loan_due" ON "key_loan" ("due_at")
    WHERE "returned_at" IS NULL;
CREATE INDEX "owed_signature" ON "key_loan" ("second_due_at")
    WHERE "second_due_at" IS NOT NULL AND "second_at" IS NULL;

-- A chase, extension, loss, repair or refusal: what happened to a key between issue and return (K5, K6, K8).
CREATE TABLE "key_event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "key_id" INTEGER NOT NULL,
    "loan_id" INTEGER,
    "kind" TEXT NOT NULL CHECK (kind IN ('chased', 'extended', 'due', 'lost', 'found', 'damaged', 'repaired', 'refused', 'approved', 'countersigned')),
    "person_id" INTEGER,
    "text" TEXT NOT NULL CHECK (length(text) <= 200),
    "due_at" INTEGER,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("key_id") REFERENCES "key" ("id"),
    FOREIGN KEY ("loan_id") REFERENCES "key_loan" ("id"),
    FOREIGN KEY ("person_id") REFERENCES "contact" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "key_event_key_id" ON "key_event" ("key_id");
CREATE INDEX "key_event_loan_id" ON "key_event" ("loan_id");
CREATE INDEX "key_event_person_id" ON "key_event" ("person_id");
CREATE INDEX "key_event_officer_id" ON "key_event" ("officer_id");
CREATE INDEX "key_event_key_id_at" ON "key_event" ("key_id", "at");
CREATE TRIGGER "key_event_no_update" BEFORE UPDATE ON "key_event"
    BEGIN SELECT RAISE(ABORT, 'key_event is append-only'); END;
CREATE TRIGGER "key_event_no_delete" BEFORE DELETE ON "key_event"
    BEGIN SELECT RAISE(ABORT, 'key_event is append-only'); END;

-- A version of a card that a supervisor edited; version 1 is the one that came with the program.
CREATE TABLE "emergency_card" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 12),
    "version" INTEGER NOT NULL CHECK (version > 1),
    "name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    "repair" INTEGER NOT NULL,
    "analysis" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "emergency_card_officer_id" ON "emergency_card" ("officer_id");
CREATE UNIQUE INDEX "emergency_card_kind_version" ON "emergency_card" ("kind", "version");
CREATE TRIGGER "emergency_card_no_update" BEFORE UPDATE ON "emergency_card"
    BEGIN SELECT RAISE(ABORT, 'emergency_card is append-only'); END;
CREATE TRIGGER "emergency_card_no_delete" BEFORE DELETE ON "emergency_card"
    BEGIN SELECT RAISE(ABORT, 'emergency_card is append-only'); END;

-- A step of a card: something to do, somebody to call, a key to hand out.
CREATE TABLE "emergency_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "card_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (kind IN ('do', 'call', 'key')),
    "what" TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 12),
    "detail" TEXT NOT NULL CHECK (length(detail) <= 60),
    "whom" TEXT NOT NULL CHECK (length(whom) <= 12),
    "name" TEXT NOT NULL CHECK (length(name) <= 40),
    "phone" TEXT NOT NULL CHECK (length(phone) <= 40),
    "other" TEXT NOT NULL CHECK (length(other) <= 40),
    "other_phone" TEXT NOT NULL CHECK (length(other_phone) <= 40),
    "minutes" INTEGER CHECK (minutes BETWEEN 1 AND 1440),
    FOREIGN KEY ("card_id") REFERENCES "emergency_card" ("id")
) STRICT;
CREATE INDEX "emergency_step_card_id" ON "emergency_step" ("card_id");
CREATE UNIQUE INDEX "emergency_step_card_id_position" ON "emergency_step" ("card_id", "position");
CREATE TRIGGER "emergency_step_no_update" BEFORE UPDATE ON "emergency_step"
    BEGIN SELECT RAISE(ABORT, 'emergency_step is append-only'); END;
CREATE TRIGGER "emergency_step_no_delete" BEFORE DELETE ON "emergency_step"
    BEGIN SELECT RAISE(ABORT, 'emergency_step is append-only'); END;

-- One incident: its line of the log, its ticket, its card as it was then, and how it ended.
CREATE TABLE "emergency" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 12),
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    "entry_id" INTEGER NOT NULL,
    "ticket_id" INTEGER,
    "unit_id" INTEGER,
    "place" TEXT NOT NULL CHECK (length(place) <= 60),
    "began_at" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "closed_at" INTEGER,
    "closed_by_id" INTEGER,
    "ended" TEXT NOT NULL CHECK (length(ended) <= 400),
    "needs_analysis" INTEGER NOT NULL,
    "analysis_due_at" INTEGER,
    "analysis" TEXT NOT NULL CHECK (length(analysis) <= 2000),
    "analysed_at" INTEGER,
    "analysed_by_id" INTEGER,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id"),
    FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id"),
    FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("closed_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("analysed_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "emergency_post_id" ON "emergency" ("post_id");
CREATE UNIQUE INDEX "emergency_entry_id" ON "emergency" ("entry_id");
CREATE INDEX "emergency_ticket_id" ON "emergency" ("ticket_id");
CREATE INDEX "emergency_unit_id" ON "emergency" ("unit_id");
CREATE INDEX "emergency_officer_id" ON "emergency" ("officer_id");
CREATE INDEX "emergency_closed_by_id" ON "emergency" ("closed_by_id");
CREATE INDEX "emergency_analysed_by_id" ON "emergency" ("analysed_by_id");
CREATE UNIQUE INDEX "emergency_year_number" ON "emergency" ("year", "number");
CREATE INDEX "emergency_began_at" ON "emergency" ("began_at");
CREATE INDEX "open_emergency" ON "emergency" ("began_at")
    WHERE "closed_at" IS NULL;

-- A step of an incident, with the people it names as they were when it began.
CREATE TABLE "emergency_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "emergency_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (kind IN ('do', 'call', 'key')),
    "what" TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 12),
    "detail" TEXT NOT NULL CHECK (length(detail) <= 60),
    "name" TEXT NOT NULL CHECK (length(name) <= 40),
    "phone" TEXT NOT NULL CHECK (length(phone) <= 40),
    "superior" INTEGER NOT NULL,
    "contact_id" INTEGER,
    "at_unit" TEXT NOT NULL CHECK (length(at_unit) <= 40),
    "other" TEXT NOT NULL CHECK (length(other) <= 40),
    "other_phone" TEXT NOT NULL CHECK (length(other_phone) <= 40),
    "minutes" INTEGER,
    FOREIGN KEY ("emergency_id") REFERENCES "emergency" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id")
) STRICT;
CREATE INDEX "emergency_line_emergency_id" ON "emergency_line" ("emergency_id");
CREATE INDEX "emergency_line_contact_id" ON "emergency_line" ("contact_id");
CREATE UNIQUE INDEX "emergency_line_emergency_id_position" ON "emergency_line" ("emergency_id", "position");
CREATE TRIGGER "emergency_line_no_update" BEFORE UPDATE ON "emergency_line"
    BEGIN SELECT RAISE(ABORT, 'emergency_line is append-only'); END;
CREATE TRIGGER "emergency_line_no_delete" BEFORE DELETE ON "emergency_line"
    BEGIN SELECT RAISE(ABORT, 'emergency_line is append-only'); END;

-- What happened at a step, with its time: answered, not answered, done, not applicable, a key issued.
CREATE TABLE "emergency_event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "line_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (kind IN ('answered', 'agreed', 'missed', 'done', 'none', 'issued')),
    "whom" TEXT NOT NULL CHECK (length(whom) <= 40),
    "loan_id" INTEGER,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("line_id") REFERENCES "emergency_line" ("id"),
    FOREIGN KEY ("loan_id") REFERENCES "key_loan" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "emergency_event_line_id" ON "emergency_event" ("line_id");
CREATE INDEX "emergency_event_loan_id" ON "emergency_event" ("loan_id");
CREATE INDEX "emergency_event_officer_id" ON "emergency_event" ("officer_id");
CREATE TRIGGER "emergency_event_no_update" BEFORE UPDATE ON "emergency_event"
    BEGIN SELECT RAISE(ABORT, 'emergency_event is append-only'); END;
CREATE TRIGGER "emergency_event_no_delete" BEFORE DELETE ON "emergency_event"
    BEGIN SELECT RAISE(ABORT, 'emergency_event is append-only'); END;

-- What is due at a post at a minute of the day: daily, on a day of the week (1 is Monday) or of the month.
CREATE TABLE "routine" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 100),
    "every" TEXT NOT NULL CHECK (every IN ('daily', 'weekly', 'monthly')),
    "day" INTEGER NOT NULL CHECK (day BETWEEN 0 AND 31),
    "minute" INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
    "begins_at" INTEGER NOT NULL,
    "begun_by_id" INTEGER,
    "ended_at" INTEGER,
    "ended_by_id" INTEGER,
    "why_ended" TEXT NOT NULL CHECK (length(why_ended) <= 200),
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("begun_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("ended_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "routine_post_id" ON "routine" ("post_id");
CREATE INDEX "routine_begun_by_id" ON "routine" ("begun_by_id");
CREATE INDEX "routine_ended_by_id" ON "routine" ("ended_by_id");
CREATE INDEX "routine_in_force" ON "routine" ("post_id")
    WHERE "ended_at" IS NULL;

-- A routine that was done: which time it was due, and how many earlier ones nobody did.
CREATE TABLE "routine_done" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "routine_id" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "missed" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "note" TEXT NOT NULL CHECK (length(note) <= 200),
    FOREIGN KEY ("routine_id") REFERENCES "routine" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "routine_done_routine_id" ON "routine_done" ("routine_id");
CREATE INDEX "routine_done_officer_id" ON "routine_done" ("officer_id");
CREATE UNIQUE INDEX "routine_done_routine_id_due_at" ON "routine_done" ("routine_id", "due_at");
CREATE TRIGGER "routine_done_no_update" BEFORE UPDATE ON "routine_done"
    BEGIN SELECT RAISE(ABORT, 'routine_done is append-only'); END;
CREATE TRIGGER "routine_done_no_delete" BEFORE DELETE ON "routine_done"
    BEGIN SELECT RAISE(ABORT, 'routine_done is append-only'); END;

-- One version of a post's template; `text` is frozen when it is approved, and a version is never changed after.
CREATE TABLE "template" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'dropped')),
    "drafted_by_id" INTEGER,
    "drafted_at" INTEGER NOT NULL,
    "approved_by_id" INTEGER,
    "approved_at" INTEGER,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("drafted_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("approved_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "template_post_id" ON "template" ("post_id");
CREATE INDEX "template_drafted_by_id" ON "template" ("drafted_by_id");
CREATE INDEX "template_approved_by_id" ON "template" ("approved_by_id");
CREATE UNIQUE INDEX "one_draft" ON "template" ("post_id")
    WHERE "state" = 'draft';
CREATE UNIQUE INDEX "template_number" ON "template" ("post_id", "number")
    WHERE "state" = 'approved';

-- A line of a template; `position` 0 is one that a draft left out.
CREATE TABLE "template_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "template_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL CHECK (position >= 0),
    "section" TEXT NOT NULL CHECK (section IN ('things', 'unfinished', 'important')),
    "kind" TEXT NOT NULL CHECK (kind IN ('state', 'count', 'text', 'readback')),
    "code" TEXT NOT NULL CHECK (length(code) <= 12),
    "label" TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
    "digits" INTEGER NOT NULL CHECK (digits BETWEEN 0 AND 6),
    FOREIGN KEY ("template_id") REFERENCES "template" ("id")
) STRICT;
CREATE INDEX "template_item_template_id" ON "template_item" ("template_id");

-- A book of numbered receipts; it is used up when `next` is past `last` (K12).
CREATE TABLE "receipt_book" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "first" INTEGER NOT NULL CHECK (first >= 1),
    "last" INTEGER NOT NULL CHECK (last >= first),
    "next" INTEGER NOT NULL CHECK (next BETWEEN first AND last + 1),
    "added_by_id" INTEGER,
    "added_at" INTEGER NOT NULL,
    "used_by_id" INTEGER,
    "used_at" INTEGER,
    FOREIGN KEY ("added_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("used_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE UNIQUE INDEX "receipt_book_first" ON "receipt_book" ("first");
CREATE INDEX "receipt_book_added_by_id" ON "receipt_book" ("added_by_id");
CREATE INDEX "receipt_book_used_by_id" ON "receipt_book" ("used_by_id");

-- One record per post, date and shift (H1); `text` is frozen when the first signature stands (H7).
CREATE TABLE "handover" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "shift_id" INTEGER,
    "shift_date" TEXT NOT NULL,
    "duty_id" INTEGER NOT NULL,
    "template_id" INTEGER NOT NULL,
    "outgoing_id" INTEGER NOT NULL,
    "incoming_id" INTEGER,
    "state" TEXT NOT NULL CHECK (state IN ('prepared', 'offered', 'exchanged', 'signed', 'accepted', 'refused', 'recalled')),
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "talked" TEXT NOT NULL CHECK (length(talked) <= 200),
    "remarks" TEXT NOT NULL CHECK (length(remarks) <= 2000),
    "said_none" TEXT NOT NULL CHECK (length(said_none) <= 100),
    "prepared_at" INTEGER NOT NULL,
    "offered_at" INTEGER,
    "accepted_at" INTEGER,
    "refused_at" INTEGER,
    "refusal" TEXT NOT NULL CHECK (length(refusal) <= 400),
    "refusal_seen_by_id" INTEGER,
    "countersign_due" INTEGER,
    "read_lines" INTEGER NOT NULL,
    "read_total" INTEGER NOT NULL,
    "read_seconds" INTEGER NOT NULL,
    "read_digest" INTEGER NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"),
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id"),
    FOREIGN KEY ("template_id") REFERENCES "template" ("id"),
    FOREIGN KEY ("outgoing_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("incoming_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("refusal_seen_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "handover_post_id" ON "handover" ("post_id");
CREATE INDEX "handover_shift_id" ON "handover" ("shift_id");
CREATE INDEX "handover_duty_id" ON "handover" ("duty_id");
CREATE INDEX "handover_template_id" ON "handover" ("template_id");
CREATE INDEX "handover_outgoing_id" ON "handover" ("outgoing_id");
CREATE INDEX "handover_incoming_id" ON "handover" ("incoming_id");
CREATE INDEX "handover_refusal_seen_by_id" ON "handover" ("refusal_seen_by_id");
CREATE UNIQUE INDEX "handover_year_number" ON "handover" ("year", "number");
CREATE INDEX "handover_post_id_shift_date" ON "handover" ("post_id", "shift_date");
CREATE UNIQUE INDEX "one_open_handover" ON "handover" ("post_id")
    WHERE "state" IN ('prepared', 'offered', 'exchanged', 'signed');
CREATE INDEX "signed_alone" ON "handover" ("countersign_due")
    WHERE "countersign_due" IS NOT NULL;

-- One line of the checklist: a state to be seen, a count to be made blind (H4), or a text of the outgoing.
CREATE TABLE "handover_item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "handover_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "section" TEXT NOT NULL CHECK (section IN ('things', 'unfinished', 'important')),
    "kind" TEXT NOT NULL CHECK (kind IN ('state', 'count', 'text', 'readback')),
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
    "digits" INTEGER NOT NULL,
    "expected" INTEGER,
    "counted" INTEGER,
    "verdict" TEXT NOT NULL CHECK (verdict IN ('', 'normal', 'abnormal', 'none', 'written', 'said')),
    "note" TEXT NOT NULL CHECK (length(note) <= 200),
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id")
) STRICT;
CREATE INDEX "handover_item_handover_id" ON "handover_item" ("handover_id");

-- An open matter as it was handed over (H15, H16); `source` names the line, ticket, key or promise.
CREATE TABLE "handover_matter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "handover_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "text" TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 400),
    "severity" TEXT NOT NULL CHECK (severity IN ('urgent', 'medium', 'low')),
    "next_step" TEXT NOT NULL CHECK (length(next_step) <= 200),
    "who" TEXT NOT NULL CHECK (length(who) <= 60),
    "by_when" INTEGER,
    "if_then" TEXT NOT NULL CHECK (length(if_then) <= 200),
    "carried" INTEGER NOT NULL,
    "read_back" INTEGER NOT NULL,
    "settled" TEXT NOT NULL CHECK (length(settled) <= 200),
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id")
) STRICT;
CREATE INDEX "handover_matter_handover_id" ON "handover_matter" ("handover_id");

-- A question of the incoming and the answer of the outgoing (H4, H6).
CREATE TABLE "handover_question" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "handover_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
    "asked_by_id" INTEGER NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "answer" TEXT NOT NULL CHECK (length(answer) <= 200),
    "answered_by_id" INTEGER,
    "answered_at" INTEGER,
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id"),
    FOREIGN KEY ("asked_by_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("answered_by_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "handover_question_handover_id" ON "handover_question" ("handover_id");
CREATE INDEX "handover_question_asked_by_id" ON "handover_question" ("asked_by_id");
CREATE INDEX "handover_question_answered_by_id" ON "handover_question" ("answered_by_id");

-- The text of a version as it was frozen: what somebody signed or refused can be read for ever (H7).
CREATE TABLE "handover_version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "handover_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "digest" TEXT NOT NULL CHECK (length(digest) = 64),
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id")
) STRICT;
CREATE INDEX "handover_version_handover_id" ON "handover_version" ("handover_id");
CREATE UNIQUE INDEX "handover_version_handover_id_version" ON "handover_version" ("handover_id", "version");
CREATE TRIGGER "handover_version_no_update" BEFORE UPDATE ON "handover_version"
    BEGIN SELECT RAISE(ABORT, 'handover_version is append-only'); END;
CREATE TRIGGER "handover_version_no_delete" BEFORE DELETE ON "handover_version"
    BEGIN SELECT RAISE(ABORT, 'handover_version is append-only'); END;

-- How far an officer has read the log of a duty, before and while taking over from it (H3).
CREATE TABLE "log_reading" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "duty_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "lines" TEXT NOT NULL,
    "digest" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "log_reading_duty_id" ON "log_reading" ("duty_id");
CREATE INDEX "log_reading_officer_id" ON "log_reading" ("officer_id");
CREATE UNIQUE INDEX "log_reading_duty_id_officer_id" ON "log_reading" ("duty_id", "officer_id");

-- An Ed25519 signature over a frozen text; `over` is the signature it was put under, if any.
CREATE TABLE "signature" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "record" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "key_id" INTEGER NOT NULL,
    "meaning" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "digest" TEXT NOT NULL CHECK (length(digest) = 64),
    "head" TEXT NOT NULL,
    "over" TEXT NOT NULL,
    "value" TEXT NOT NULL CHECK (length(value) = 128),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("key_id") REFERENCES "officer_key" ("id")
) STRICT;
CREATE INDEX "signature_record" ON "signature" ("record");
CREATE INDEX "signature_officer_id" ON "signature" ("officer_id");
CREATE INDEX "signature_key_id" ON "signature" ("key_id");
CREATE TRIGGER "signature_no_update" BEFORE UPDATE ON "signature"
    BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;
CREATE TRIGGER "signature_no_delete" BEFORE DELETE ON "signature"
    BEGIN SELECT RAISE(ABORT, 'signature is append-only'); END;

-- The daily sheet of one reviewer: one signature that says what was opened and what not (H8).
CREATE TABLE "day_review" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "day" TEXT NOT NULL CHECK (length(day) = 10),
    "role" TEXT NOT NULL CHECK (role IN ('supervisor', 'manager')),
    "officer_id" INTEGER NOT NULL,
    "acting" INTEGER NOT NULL,
    "opened" INTEGER NOT NULL,
    "matters" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "day_review_officer_id" ON "day_review" ("officer_id");
CREATE UNIQUE INDEX "day_review_day_role" ON "day_review" ("day", "role");
CREATE TRIGGER "day_review_no_update" BEFORE UPDATE ON "day_review"
    BEGIN SELECT RAISE(ABORT, 'day_review is append-only'); END;
CREATE TRIGGER "day_review_no_delete" BEFORE DELETE ON "day_review"
    BEGIN SELECT RAISE(ABORT, 'day_review is append-only'); END;

-- A matter of the daily sheet that a reviewer opened, with a note.
CREATE TABLE "sheet_mark" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "note" TEXT NOT NULL CHECK (length(note) <= 200),
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "sheet_mark_officer_id" ON "sheet_mark" ("officer_id");
CREATE UNIQUE INDEX "sheet_mark_day_source_officer_id_note" ON "sheet_mark" ("day", "source", "officer_id", "note");
CREATE TRIGGER "sheet_mark_no_update" BEFORE UPDATE ON "sheet_mark"
    BEGIN SELECT RAISE(ABORT, 'sheet_mark is append-only'); END;
CREATE TRIGGER "sheet_mark_no_delete" BEFORE DELETE ON "sheet_mark"
    BEGIN SELECT RAISE(ABORT, 'sheet_mark is append-only'); END;

-- A PIN locked for the day, a name revealed, a register exported, a person forgotten: who, about whom, when.
CREATE TABLE "access_event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CHECK (kind IN ('locked', 'revealed', 'exported', 'forgotten')),
    "officer_id" INTEGER,
    "contact_id" INTEGER,
    "about" TEXT NOT NULL CHECK (length(about) BETWEEN 1 AND 200),
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id")
) STRICT;
CREATE INDEX "access_event_officer_id" ON "access_event" ("officer_id");
CREATE INDEX "access_event_contact_id" ON "access_event" ("contact_id");
CREATE TRIGGER "access_event_no_update" BEFORE UPDATE ON "access_event"
    BEGIN SELECT RAISE(ABORT, 'access_event is append-only'); END;
CREATE TRIGGER "access_event_no_delete" BEFORE DELETE ON "access_event"
    BEGIN SELECT RAISE(ABORT, 'access_event is append-only'); END;

-- One print of a paper; `subject` names what was printed, `copy` is 1 for the first print, then each reprint.
CREATE TABLE "printout" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "form" TEXT NOT NULL CHECK (form IN ('handover', 'day', 'summary', 'log', 'keys', 'slip', 'emergency', 'repairs', 'complaints', 'service')),
    "subject" TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 60),
    "copy_no" INTEGER NOT NULL CHECK (copy_no >= 1),
    "digest" TEXT NOT NULL CHECK (length(digest) = 64),
    "officer_id" INTEGER,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "printout_officer_id" ON "printout" ("officer_id");
CREATE UNIQUE INDEX "printout_subject_copy_no" ON "printout" ("subject", "copy_no");
CREATE INDEX "printout_at_id" ON "printout" ("at", "id");
CREATE TRIGGER "printout_no_update" BEFORE UPDATE ON "printout"
    BEGIN SELECT RAISE(ABORT, 'printout is append-only'); END;
CREATE TRIGGER "printout_no_delete" BEFORE DELETE ON "printout"
    BEGIN SELECT RAISE(ABORT, 'printout is append-only'); END;

-- A sheet to write on while the station is down: its printed number is gapless per year (H23).
CREATE TABLE "emergency_sheet" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "duty_id" INTEGER,
    "lines" INTEGER NOT NULL CHECK (lines BETWEEN 1 AND 200),
    "officer_id" INTEGER,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "emergency_sheet_post_id" ON "emergency_sheet" ("post_id");
CREATE INDEX "emergency_sheet_duty_id" ON "emergency_sheet" ("duty_id");
CREATE INDEX "emergency_sheet_officer_id" ON "emergency_sheet" ("officer_id");
CREATE UNIQUE INDEX "emergency_sheet_year_number" ON "emergency_sheet" ("year", "number");
CREATE UNIQUE INDEX "one_sheet_per_duty" ON "emergency_sheet" ("duty_id")
    WHERE "duty_id" IS NOT NULL;
CREATE TRIGGER "emergency_sheet_no_update" BEFORE UPDATE ON "emergency_sheet"
    BEGIN SELECT RAISE(ABORT, 'emergency_sheet is append-only'); END;
CREATE TRIGGER "emergency_sheet_no_delete" BEFORE DELETE ON "emergency_sheet"
    BEGIN SELECT RAISE(ABORT, 'emergency_sheet is append-only'); END;

-- What is done about the complaints of a period: put right, and prevented (P2); the last row stands.
CREATE TABLE "measures" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "period" TEXT NOT NULL CHECK (length(period) BETWEEN 4 AND 8),
    "corrective" TEXT NOT NULL CHECK (length(corrective) BETWEEN 1 AND 1000),
    "preventive" TEXT NOT NULL CHECK (length(preventive) BETWEEN 1 AND 1000),
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "measures_period" ON "measures" ("period");
CREATE INDEX "measures_officer_id" ON "measures" ("officer_id");
CREATE TRIGGER "measures_no_update" BEFORE UPDATE ON "measures"
    BEGIN SELECT RAISE(ABORT, 'measures is append-only'); END;
CREATE TRIGGER "measures_no_delete" BEFORE DELETE ON "measures"
    BEGIN SELECT RAISE(ABORT, 'measures is append-only'); END;

-- What was forgotten or wrong in an accepted handover, signed, beside it and never inside it (H17).
CREATE TABLE "addendum" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "handover_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "said" TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 400),
    "text" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("handover_id") REFERENCES "handover" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "addendum_handover_id" ON "addendum" ("handover_id");
CREATE INDEX "addendum_officer_id" ON "addendum" ("officer_id");
CREATE INDEX "addendum_at" ON "addendum" ("at");
CREATE UNIQUE INDEX "addendum_handover_id_number" ON "addendum" ("handover_id", "number");
CREATE TRIGGER "addendum_no_update" BEFORE UPDATE ON "addendum"
    BEGIN SELECT RAISE(ABORT, 'addendum is append-only'); END;
CREATE TRIGGER "addendum_no_delete" BEFORE DELETE ON "addendum"
    BEGIN SELECT RAISE(ABORT, 'addendum is append-only'); END;

-- Who has opened an addendum, and in which role: the other signer and both reviewers owe it (H17).
CREATE TABLE "addendum_seen" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "addendum_id" INTEGER NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("addendum_id") REFERENCES "addendum" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "addendum_seen_addendum_id" ON "addendum_seen" ("addendum_id");
CREATE INDEX "addendum_seen_officer_id" ON "addendum_seen" ("officer_id");
CREATE UNIQUE INDEX "addendum_seen_addendum_id_officer_id" ON "addendum_seen" ("addendum_id", "officer_id");
CREATE TRIGGER "addendum_seen_no_update" BEFORE UPDATE ON "addendum_seen"
    BEGIN SELECT RAISE(ABORT, 'addendum_seen is append-only'); END;
CREATE TRIGGER "addendum_seen_no_delete" BEFORE DELETE ON "addendum_seen"
    BEGIN SELECT RAISE(ABORT, 'addendum_seen is append-only'); END;

-- One absence from a post: who stood in, by whose leave, from when to when (H10).
CREATE TABLE "cover" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "duty_id" INTEGER NOT NULL,
    "stand_in_id" INTEGER NOT NULL,
    "approver_id" INTEGER,
    "reason" TEXT NOT NULL CHECK (reason IN ('rest', 'meal', 'scene', 'other')),
    "words" TEXT NOT NULL CHECK (length(words) <= 200),
    "entry_id" INTEGER NOT NULL,
    "out_at" INTEGER NOT NULL,
    "taken_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "back_at" INTEGER,
    "ended_by" TEXT NOT NULL CHECK (ended_by IN ('', 'back', 'custody')),
    FOREIGN KEY ("duty_id") REFERENCES "duty" ("id"),
    FOREIGN KEY ("stand_in_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("approver_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("entry_id") REFERENCES "log_entry" ("id")
) STRICT;
CREATE INDEX "cover_duty_id" ON "cover" ("duty_id");
CREATE INDEX "cover_stand_in_id" ON "cover" ("stand_in_id");
CREATE INDEX "cover_approver_id" ON "cover" ("approver_id");
CREATE INDEX "cover_entry_id" ON "cover" ("entry_id");
CREATE UNIQUE INDEX "one_open_cover" ON "cover" ("duty_id")
    WHERE "back_at" IS NULL;
CREATE UNIQUE INDEX "one_cover_each" ON "cover" ("stand_in_id")
    WHERE "back_at" IS NULL;

-- Who is rostered for one shift of a post on one date; without an officer it is open again (H1).
CREATE TABLE "roster_line" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "post_id" INTEGER NOT NULL,
    "shift_id" INTEGER NOT NULL,
    "date" TEXT NOT NULL CHECK (length(date) = 10),
    "officer_id" INTEGER,
    "swapped_from_id" INTEGER,
    "approver_id" INTEGER,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("post_id") REFERENCES "post" ("id"),
    FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"),
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("swapped_from_id") REFERENCES "officer" ("id"),
    FOREIGN KEY ("approver_id") REFERENCES "officer" ("id")
) STRICT;
CREATE INDEX "roster_line_post_id" ON "roster_line" ("post_id");
CREATE INDEX "roster_line_shift_id" ON "roster_line" ("shift_id");
CREATE INDEX "roster_line_officer_id" ON "roster_line" ("officer_id");
CREATE INDEX "roster_line_swapped_from_id" ON "roster_line" ("swapped_from_id");
CREATE INDEX "roster_line_approver_id" ON "roster_line" ("approver_id");
CREATE UNIQUE INDEX "roster_line_date_post_id_shift_id" ON "roster_line" ("date", "post_id", "shift_id");

-- Who stands by for the whole site on one date (总值).
CREATE TABLE "standby" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "date" TEXT NOT NULL CHECK (length(date) = 10),
    "officer_id" INTEGER,
    "at" INTEGER NOT NULL,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE UNIQUE INDEX "standby_date" ON "standby" ("date");
CREATE INDEX "standby_officer_id" ON "standby" ("officer_id");

-- A session at a terminal.
CREATE TABLE "signed_on" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "officer_id" INTEGER NOT NULL,
    "terminal" TEXT NOT NULL,
    "began_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    FOREIGN KEY ("officer_id") REFERENCES "officer" ("id")
) STRICT;
CREATE UNIQUE INDEX "signed_on_token" ON "signed_on" ("token");
CREATE INDEX "signed_on_officer_id" ON "signed_on" ("officer_id");

-- Failures at one staff number, known or not, counted before each check and across processes.
CREATE TABLE "pin_guard" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "who" TEXT NOT NULL CHECK (length(who) = 64),
    "failures" INTEGER NOT NULL,
    "today" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "locked_until" INTEGER NOT NULL,
    "seen_at" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "back_until" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "pin_guard_who" ON "pin_guard" ("who");

-- The index itself: a line's pairs of characters under its place in the list; it keeps no text.
CREATE VIRTUAL TABLE "log_search" USING fts5(pairs, content='', columnsize=0, detail=none, prefix=1, tokenize="unicode61 remove_diacritics 0 tokenchars '_'");

-- How far the index goes: the last line and the last erratum in it; what came later is few and looked through.
CREATE TABLE "log_search_mark" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "line" INTEGER NOT NULL,
    "erratum" INTEGER NOT NULL
) STRICT;
