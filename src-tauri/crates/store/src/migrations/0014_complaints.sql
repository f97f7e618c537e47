-- Complaints: a row as its steps have made it, the steps themselves, which are only added, and what
-- follows from them.

CREATE TABLE complaint (
    id            BLOB NOT NULL PRIMARY KEY,
    number        INTEGER NOT NULL, -- what people call it
    customer_id   BLOB NOT NULL REFERENCES customer (id),
    received_at   INTEGER NOT NULL,
    channel       TEXT NOT NULL,
    what          TEXT NOT NULL,
    item          TEXT NOT NULL,    -- the order or item that it is about
    purchase_id   BLOB,
    wish          TEXT NOT NULL,
    tier_id       BLOB,             -- the customer's level when it came in
    severity      INTEGER NOT NULL, -- 0 minor, 1 moderate, 2 serious, 3 severe; from here on folded from its steps
    owner         TEXT NOT NULL,
    cause_id      BLOB,
    state         INTEGER NOT NULL, -- 0 received … 6 followed up, 7 closed, 8 withdrawn, 9 merged, as in the domain
    waiting_since INTEGER,
    asked         INTEGER NOT NULL, -- whether somebody's approval is waited for
    escalation    INTEGER NOT NULL,
    reopened      INTEGER NOT NULL,
    due_at        INTEGER NOT NULL, -- the next deadline; the greatest number where none runs
    due_clock     INTEGER,
    solved_at     INTEGER,
    closed_at     INTEGER,
    counter_at    INTEGER,
    into_id       BLOB,
    follow_up_id  BLOB,             -- the contact that was planned after the solution
    satisfaction  INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX complaint_number ON complaint (number);
CREATE INDEX complaint_board ON complaint (state, due_at, id);
CREATE INDEX complaint_customer ON complaint (customer_id, received_at);
CREATE INDEX complaint_received ON complaint (received_at, state, cause_id, severity, customer_id, reopened);
CREATE INDEX complaint_cause ON complaint (cause_id, received_at) WHERE cause_id IS NOT NULL;

CREATE INDEX complaint_owner ON complaint (owner, state);
CREATE INDEX complaint_asked ON complaint (received_at, id) WHERE asked = 1;

CREATE TABLE complaint_step (
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    at           INTEGER NOT NULL,
    id           BLOB NOT NULL,
    done_by      TEXT NOT NULL, -- empty: the program itself
    act          TEXT NOT NULL, -- JSON
    words        TEXT NOT NULL,
    channel      TEXT,
    PRIMARY KEY (complaint_id, at, id)
) STRICT, WITHOUT ROWID;

-- A clock from its start to its end. The moments at which somebody is to hear of it are there while
-- it runs.
CREATE TABLE complaint_clock (
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    started_at   INTEGER NOT NULL,
    clock        INTEGER NOT NULL, -- 0 first answer, 1 update, 2 solution, 3 follow-up
    due_at       INTEGER,          -- none while it stands still
    ended_at     INTEGER,
    dropped      INTEGER NOT NULL, -- ended because nothing is owed any more
    took         INTEGER,          -- minutes that count, where it was kept or missed
    half_at      INTEGER,
    soon_at      INTEGER,
    late_at      INTEGER,
    PRIMARY KEY (complaint_id, started_at, clock)
) STRICT, WITHOUT ROWID;

CREATE INDEX complaint_clock_began ON complaint_clock (clock, started_at, due_at, ended_at, dropped, took);

CREATE TABLE remedy (
    id           BLOB NOT NULL PRIMARY KEY,
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    customer_id  BLOB NOT NULL REFERENCES customer (id),
    at           INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    worth_fen    INTEGER NOT NULL,
    remedy       TEXT NOT NULL, -- JSON: what was given
    given        TEXT NOT NULL, -- JSON: what it became: the entry, the voucher and its code
    given_by     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX remedy_of ON remedy (complaint_id);
CREATE INDEX remedy_customer ON remedy (customer_id, at);
CREATE INDEX remedy_at ON remedy (at, worth_fen, complaint_id);

CREATE TABLE improvement (
    id         BLOB NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    cause_id   BLOB NOT NULL,
    root       TEXT NOT NULL, -- why it happened
    measure    TEXT NOT NULL,
    owner      TEXT NOT NULL,
    due_on     INTEGER NOT NULL, -- days since 0001-01-01
    done_at    INTEGER,
    done_by    TEXT NOT NULL,
    proof      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX improvement_due ON improvement (due_on) WHERE done_at IS NULL;

-- Which complaints a measure was taken for, and when their customers were told that it is done.
CREATE TABLE improved (
    improvement_id BLOB NOT NULL REFERENCES improvement (id),
    complaint_id   BLOB NOT NULL REFERENCES complaint (id),
    told_at        INTEGER,
    PRIMARY KEY (improvement_id, complaint_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX improved_complaint ON improved (complaint_id);

-- Derived: what is to be told of a clock, and what was, once for each mark. Triggers keep it, so an
-- undo needs no care: what was told stays told when its clock comes back.
CREATE TABLE complaint_alarm (
    complaint_id BLOB NOT NULL,
    started_at   INTEGER NOT NULL,
    clock        INTEGER NOT NULL,
    mark         INTEGER NOT NULL, -- 0 half, 1 soon, 2 due, 3 late
    tell_at      INTEGER,          -- none: told
    notice       BLOB,             -- the notification that tells it
    PRIMARY KEY (complaint_id, started_at, clock, mark)
) STRICT, WITHOUT ROWID;

CREATE INDEX complaint_alarm_waiting ON complaint_alarm (tell_at) WHERE tell_at IS NOT NULL;

CREATE TRIGGER complaint_clock_begins AFTER INSERT ON complaint_clock BEGIN
    INSERT INTO complaint_alarm (complaint_id, started_at, clock, mark, tell_at)
    SELECT new.complaint_id, new.started_at, new.clock, mark, tell_at
    FROM (SELECT 0 AS mark, new.half_at AS tell_at UNION ALL SELECT 1, new.soon_at
          UNION ALL SELECT 2, new.due_at UNION ALL SELECT 3, new.late_at)
    WHERE new.ended_at IS NULL AND tell_at IS NOT NULL
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER complaint_clock_changes AFTER UPDATE ON complaint_clock BEGIN
    DELETE FROM complaint_alarm
    WHERE complaint_id = old.complaint_id AND started_at = old.started_at AND clock = old.clock
      AND tell_at IS NOT NULL;
    INSERT INTO complaint_alarm (complaint_id, started_at, clock, mark, tell_at)
    SELECT new.complaint_id, new.started_at, new.clock, mark, tell_at
    FROM (SELECT 0 AS mark, new.half_at AS tell_at UNION ALL SELECT 1, new.soon_at
          UNION ALL SELECT 2, new.due_at UNION ALL SELECT 3, new.late_at)
    WHERE new.ended_at IS NULL AND tell_at IS NOT NULL
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER complaint_clock_goes AFTER DELETE ON complaint_clock BEGIN
    DELETE FROM complaint_alarm
    WHERE complaint_id = old.complaint_id AND started_at = old.started_at AND clock = old.clock
      AND tell_at IS NOT NULL;
END;
