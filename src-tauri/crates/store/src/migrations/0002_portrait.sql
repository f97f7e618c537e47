-- The portrait of a customer. New columns stand at the end, so that operations on record before
-- them can still be taken back.
ALTER TABLE customer ADD COLUMN birth_calendar INTEGER NOT NULL DEFAULT 0; -- 0 solar, 1 lunar
ALTER TABLE customer ADD COLUMN birth_leap INTEGER NOT NULL DEFAULT 0;     -- 1: a leap month
ALTER TABLE customer ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN industry TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN introduced_by BLOB;       -- the customer who brought them
ALTER TABLE customer ADD COLUMN employer BLOB;            -- the company whose contact they are
ALTER TABLE customer ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN hours_from INTEGER;       -- minutes after midnight
ALTER TABLE customer ADD COLUMN hours_until INTEGER;
ALTER TABLE customer ADD COLUMN character INTEGER;        -- 0 rational, 1 emotional
ALTER TABLE customer ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN importance INTEGER;       -- 0 low … 2 high
ALTER TABLE customer ADD COLUMN urgency INTEGER;
ALTER TABLE customer ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0;  -- a bit a channel
ALTER TABLE customer ADD COLUMN refused INTEGER NOT NULL DEFAULT 0; -- a bit a channel
CREATE INDEX customer_employer ON customer (employer) WHERE employer IS NOT NULL;
CREATE INDEX customer_introduced_by ON customer (introduced_by) WHERE introduced_by IS NOT NULL;

-- Further numbers, addresses and ids, in the order they were given.
CREATE TABLE reach (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    kind        INTEGER NOT NULL, -- 0 phone (E.164), 1 e-mail, 2 WeChat, 3 address
    value       TEXT NOT NULL,
    label       TEXT NOT NULL,
    PRIMARY KEY (customer_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX reach_value ON reach (value, kind) WHERE kind < 3;

CREATE TABLE anniversary (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    label       TEXT NOT NULL,
    year        INTEGER,
    month       INTEGER NOT NULL,
    day         INTEGER NOT NULL,
    calendar    INTEGER NOT NULL,
    leap        INTEGER NOT NULL,
    PRIMARY KEY (customer_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX anniversary_day ON anniversary (month, day, calendar);

-- The shop's library of preferences, and who has which.
CREATE TABLE preference (
    id       BLOB NOT NULL PRIMARY KEY,
    category TEXT NOT NULL,
    value    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX preference_value ON preference (category, value);

CREATE TABLE customer_preference (
    customer_id   BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    preference_id BLOB NOT NULL,
    PRIMARY KEY (customer_id, preference_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_preference_of ON customer_preference (preference_id, customer_id);

-- Fields of the shop's own, and their values.
CREATE TABLE custom_field (
    id       BLOB NOT NULL PRIMARY KEY,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     INTEGER NOT NULL,
    choices  TEXT NOT NULL -- JSON [{"number", "text"}, …]
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_value (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    field_id    BLOB NOT NULL,
    value       ANY NOT NULL, -- text; else a number: ten-thousandths, day, choice, 0 or 1, fen
    PRIMARY KEY (customer_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX custom_value_of ON custom_value (field_id, value);

-- Notes that stay on top of the timeline.
CREATE TABLE pinned (
    customer_id    BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    interaction_id BLOB NOT NULL,
    PRIMARY KEY (customer_id, interaction_id)
) STRICT, WITHOUT ROWID;

-- Files that lie with a customer. Their bytes are no part of the record of operations: undoing
-- the row is enough, and what no row names is cleared away later.
CREATE TABLE attachment (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    name        TEXT NOT NULL,
    media       TEXT NOT NULL, -- such as image/png
    size        INTEGER NOT NULL, -- bytes
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE attachment_part (
    attachment_id BLOB NOT NULL,
    part          INTEGER NOT NULL,
    bytes         BLOB NOT NULL,
    PRIMARY KEY (attachment_id, part)
) STRICT;

-- Pairs that look alike and that a person knows to be two.
CREATE TABLE distinct_pair (
    first  BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE, -- the smaller id
    second BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX distinct_pair_second ON distinct_pair (second);
