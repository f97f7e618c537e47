-- Points: entries are only added. One without `grant_id` gives points, and is a grant; any other
-- takes from the grant that it names, or gives back to it. What is left is a sum.
CREATE TABLE points_entry (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL, -- when it was entered
    id          BLOB NOT NULL,
    kind        INTEGER NOT NULL, -- 0 earn, 1 spend, 2 expire, 3 reverse, 4 settle, 5 adjust
    points      INTEGER NOT NULL, -- negative: taken
    purchase_id BLOB,             -- the purchase or refund it is about
    grant_id    BLOB,
    group_id    BLOB,             -- what the entries of one act have in common
    expires     INTEGER,          -- last good day of a grant, days since 0001-01-01
    day         INTEGER,          -- of the purchase, in the zone in which it earned
    tier_id     BLOB,             -- the customer's tier when it earned
    note        TEXT NOT NULL,
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX points_expires ON points_entry (expires, customer_id) WHERE expires IS NOT NULL;

CREATE TABLE voucher_batch (
    id         BLOB NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    spec       TEXT NOT NULL -- JSON: name, what one gives, threshold, term, note
) STRICT, WITHOUT ROWID;

CREATE TABLE voucher (
    id          BLOB NOT NULL PRIMARY KEY,
    batch_id    BLOB NOT NULL REFERENCES voucher_batch (id),
    code        TEXT NOT NULL,
    customer_id BLOB REFERENCES customer (id),
    issued_at   INTEGER NOT NULL,
    issued_by   TEXT NOT NULL,
    valid_from  INTEGER, -- first day, days since 0001-01-01
    expires     INTEGER  -- last day
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX voucher_code ON voucher (code);
CREATE INDEX voucher_customer ON voucher (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX voucher_batch_of ON voucher (batch_id, id);

-- That a voucher ran out is told by its last day and needs no event.
CREATE TABLE voucher_event (
    voucher_id  BLOB NOT NULL REFERENCES voucher (id),
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    kind        INTEGER NOT NULL, -- 0 redeemed, 1 void
    purchase_id BLOB,
    amount_fen  INTEGER,          -- the amount it was redeemed on
    done_by     TEXT NOT NULL,
    note        TEXT NOT NULL,
    PRIMARY KEY (voucher_id, at, id)
) STRICT, WITHOUT ROWID;
-- What was redeemed or made void is so once.
CREATE UNIQUE INDEX voucher_once ON voucher_event (voucher_id);

CREATE TABLE approval (
    id         BLOB NOT NULL PRIMARY KEY,
    asked_at   INTEGER NOT NULL,
    asked_by   TEXT NOT NULL,
    worth_fen  INTEGER,       -- none: without a limit
    reason     TEXT NOT NULL,
    request    TEXT NOT NULL  -- JSON: what is to be issued to whom
) STRICT, WITHOUT ROWID;

CREATE TABLE approval_answer (
    approval_id BLOB NOT NULL PRIMARY KEY REFERENCES approval (id),
    answered_at INTEGER NOT NULL,
    answered_by TEXT NOT NULL,
    approved    INTEGER NOT NULL,
    note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
