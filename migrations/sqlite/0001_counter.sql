-- The counter: who is known, what can be booked, what was asked and decided, what came in and what goes out.
-- One SQL text serves SQLite and PostgreSQL; only types differ. Instants are UTC, days are civil days of the centre.

CREATE TABLE director (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL CONSTRAINT director_address UNIQUE,
    language TEXT NOT NULL
);

CREATE TABLE family (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CONSTRAINT family_code UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE guardian (
    id INTEGER PRIMARY KEY,
    family BIGINT NOT NULL CONSTRAINT guardian_family REFERENCES family (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL CONSTRAINT guardian_address UNIQUE,
    language TEXT NOT NULL
);
CREATE INDEX guardian_by_family ON guardian (family);

CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    family BIGINT NOT NULL CONSTRAINT child_family REFERENCES family (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    born DATE NOT NULL CONSTRAINT child_born CHECK (born LIKE '____-__-__'),
    CONSTRAINT child_name UNIQUE (family, first_name)
);

CREATE TABLE service (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE slot (
    code TEXT PRIMARY KEY,
    service TEXT NOT NULL CONSTRAINT slot_service REFERENCES service (code),
    name TEXT,
    position BIGINT NOT NULL
);

-- A row for each slot that runs on a day; no places means no limit.
CREATE TABLE opening (
    day DATE NOT NULL CONSTRAINT opening_day CHECK (day LIKE '____-__-__'),
    slot TEXT NOT NULL CONSTRAINT opening_slot REFERENCES slot (code),
    places BIGINT CONSTRAINT opening_places CHECK (places >= 0),
    PRIMARY KEY (day, slot)
);

-- Every message, raw, under its transport key; it is stored before it is read.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    message_key TEXT NOT NULL CONSTRAINT inbox_key UNIQUE,
    channel TEXT NOT NULL,
    received TIMESTAMP NOT NULL,
    raw BLOB NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_fault TEXT,
    -- When a message that failed may be tried again.
    due TIMESTAMP,
    -- Its place among all that was done: replaying the inbox in this order builds the same database.
    sequence BIGINT CONSTRAINT inbox_sequence UNIQUE,
    fate TEXT,
    -- The same words of the same sender under another transport key are a duplicate.
    content_key TEXT,
    sender TEXT,
    -- Whether the mailbox shows already what became of it.
    marked BIGINT NOT NULL DEFAULT 0 CONSTRAINT inbox_marked CHECK (marked IN (0, 1))
);
CREATE INDEX inbox_waiting ON inbox (received, id) WHERE fate IS NULL;
CREATE INDEX inbox_unmarked ON inbox (id) WHERE marked = 0;
CREATE INDEX inbox_not_understood ON inbox (received) WHERE fate = 'not_understood';
CREATE INDEX inbox_by_content ON inbox (content_key);
CREATE INDEX inbox_by_sender ON inbox (sender, received);

CREATE TABLE request (
    number INTEGER PRIMARY KEY,
    family BIGINT NOT NULL CONSTRAINT request_family REFERENCES family (id),
    guardian BIGINT NOT NULL CONSTRAINT request_guardian REFERENCES guardian (id),
    language TEXT NOT NULL,
    message_id TEXT,
    received TIMESTAMP NOT NULL
);

CREATE TABLE booking (
    id INTEGER PRIMARY KEY,
    request BIGINT NOT NULL CONSTRAINT booking_request REFERENCES request (number),
    family BIGINT NOT NULL CONSTRAINT booking_family REFERENCES family (id),
    child BIGINT NOT NULL CONSTRAINT booking_child REFERENCES child (id),
    day DATE NOT NULL CONSTRAINT booking_day CHECK (day LIKE '____-__-__'),
    slots TEXT NOT NULL,
    state TEXT NOT NULL,
    -- The state with its facts, as JSON.
    facts TEXT NOT NULL
);
CREATE INDEX booking_by_family ON booking (family, day);
CREATE INDEX booking_undecided ON booking (day) WHERE state IN ('requested', 'waitlisted', 'cancel_requested');

-- One row a slot: places are counted here, and no child stands twice in a slot of a day.
CREATE TABLE booking_slot (
    booking BIGINT NOT NULL CONSTRAINT booking_slot_booking REFERENCES booking (id),
    child BIGINT NOT NULL,
    day DATE NOT NULL,
    slot TEXT NOT NULL,
    living BIGINT NOT NULL CONSTRAINT booking_slot_living CHECK (living IN (0, 1)),
    holds_place BIGINT NOT NULL CONSTRAINT booking_slot_holds_place CHECK (holds_place IN (0, 1)),
    PRIMARY KEY (booking, slot)
);
CREATE UNIQUE INDEX one_living_booking ON booking_slot (child, day, slot) WHERE living = 1;
CREATE INDEX booking_slot_places ON booking_slot (day, slot) WHERE holds_place = 1;

CREATE TABLE list (
    number INTEGER PRIMARY KEY,
    opened TIMESTAMP NOT NULL
);

CREATE TABLE list_booking (
    list BIGINT NOT NULL CONSTRAINT list_booking_list REFERENCES list (number),
    line BIGINT NOT NULL,
    topic TEXT NOT NULL,
    position BIGINT NOT NULL,
    booking BIGINT NOT NULL CONSTRAINT list_booking_booking REFERENCES booking (id),
    PRIMARY KEY (list, line, position)
);

CREATE TABLE draft (
    number INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- The commands as meant, as JSON.
    steps TEXT NOT NULL,
    expires TIMESTAMP NOT NULL,
    closed BIGINT NOT NULL CONSTRAINT draft_closed CHECK (closed IN (0, 1))
);
CREATE INDEX draft_open ON draft (person) WHERE closed = 0;

-- What was changed, by whom, because of which message.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    inbox BIGINT NOT NULL CONSTRAINT audit_inbox REFERENCES inbox (id),
    position BIGINT NOT NULL,
    actor TEXT NOT NULL,
    effect TEXT NOT NULL,
    detail TEXT NOT NULL,
    CONSTRAINT audit_position UNIQUE (inbox, position)
);

-- Letters, as they were decided; their words are final.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    inbox BIGINT NOT NULL CONSTRAINT outbox_inbox REFERENCES inbox (id),
    position BIGINT NOT NULL,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    message_id TEXT NOT NULL CONSTRAINT outbox_message_id UNIQUE,
    in_reply_to TEXT,
    thread TEXT NOT NULL,
    queued TIMESTAMP NOT NULL,
    state TEXT NOT NULL CONSTRAINT outbox_state CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts BIGINT NOT NULL DEFAULT 0,
    due TIMESTAMP NOT NULL,
    last_error TEXT,
    CONSTRAINT outbox_position UNIQUE (inbox, position)
);
CREATE INDEX outbox_waiting ON outbox (due, id) WHERE state = 'waiting';

-- How far each mailbox was read.
CREATE TABLE mailbox (
    account TEXT PRIMARY KEY,
    uid_validity BIGINT NOT NULL,
    next_uid BIGINT NOT NULL,
    newest TIMESTAMP NOT NULL
);
