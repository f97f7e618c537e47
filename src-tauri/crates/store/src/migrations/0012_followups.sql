-- Rules of every kind, several reasons in one follow-up, and what came of it.

ALTER TABLE follow_up ADD COLUMN from_day INTEGER;  -- first day that all its reasons allow
ALTER TABLE follow_up ADD COLUMN by_day   INTEGER;  -- last day that all its reasons allow
ALTER TABLE follow_up ADD COLUMN contact  TEXT;     -- the kind that settles it; none: as usual for the reason
ALTER TABLE follow_up ADD COLUMN channel  TEXT;     -- that its rule asks for
ALTER TABLE follow_up ADD COLUMN assignee TEXT NOT NULL DEFAULT ''; -- empty: whoever looks after the customer
ALTER TABLE follow_up ADD COLUMN script_id BLOB;
ALTER TABLE follow_up ADD COLUMN repeats  TEXT;     -- of one set by hand: RFC 5545
ALTER TABLE follow_up ADD COLUMN outcome  INTEGER;  -- 0 reached, 1 interested, 2 bought, 3 declined, 4 complained
ALTER TABLE follow_up ADD COLUMN tries    INTEGER NOT NULL DEFAULT 0; -- nobody answered

-- Reasons that met in a follow-up after its first one. An occasion is proposed once: either here,
-- or as the first reason of a follow-up.
CREATE TABLE joined_reason (
    rule_id      BLOB NOT NULL REFERENCES rule (id),
    customer_id  BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    occasion     TEXT NOT NULL,
    follow_up_id BLOB NOT NULL REFERENCES follow_up (id) ON DELETE CASCADE,
    day          INTEGER NOT NULL, -- that its rule asked for, days since 0001-01-01
    expires      INTEGER,          -- last day that makes sense
    settled      INTEGER NOT NULL DEFAULT 0, -- by a contact that left the others open
    reason       TEXT NOT NULL,    -- JSON
    PRIMARY KEY (rule_id, customer_id, occasion)
) STRICT, WITHOUT ROWID;

CREATE INDEX joined_reason_of ON joined_reason (follow_up_id);
CREATE INDEX joined_reason_customer ON joined_reason (customer_id);
-- A day's best without looking at the rows, and how many were done on it.
DROP INDEX follow_up_due;
CREATE INDEX follow_up_due ON follow_up (due_at, rank, expires, snoozed_to) WHERE state = 0;
DROP INDEX follow_up_settled;
CREATE INDEX follow_up_settled ON follow_up (settled_at, state) WHERE settled_at IS NOT NULL;

CREATE INDEX follow_up_all_due ON follow_up (due_at);
CREATE INDEX follow_up_rule ON follow_up (rule_id) WHERE state = 0 AND rule_id IS NOT NULL;

-- What holds for one customer alone, across all rules.
CREATE TABLE contact_limit (
    customer_id BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    quiet_until INTEGER, -- last quiet day, days since 0001-01-01
    contacts    INTEGER, -- at most so many
    days        INTEGER, -- in so many days
    note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
