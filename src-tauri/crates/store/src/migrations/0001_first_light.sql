-- Ids are UUIDv7 (16 bytes), instants UTC milliseconds, money whole fen.
-- Tables named in `op.rs` as recorded are what people entered; the rest is derived from them and
-- can be made anew.

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id          BLOB NOT NULL PRIMARY KEY,
    kind        INTEGER NOT NULL, -- 0 person, 1 company
    name        TEXT NOT NULL,
    phone       TEXT,             -- E.164
    birth_year  INTEGER,
    birth_month INTEGER,
    birth_day   INTEGER,
    company     TEXT NOT NULL,
    source      TEXT NOT NULL,
    tags        TEXT NOT NULL,    -- parted by line feeds
    external_id TEXT,
    channel     TEXT,
    created_at  INTEGER NOT NULL,
    note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX customer_external_id ON customer (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_phone ON customer (phone) WHERE phone IS NOT NULL;
CREATE INDEX customer_birthday ON customer (birth_month, birth_day) WHERE birth_month IS NOT NULL;

-- A customer's page is one range read: children lie with their parent.
CREATE TABLE purchase (
    customer_id BLOB NOT NULL REFERENCES customer (id),
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    amount_fen  INTEGER NOT NULL, -- negative: a refund
    reverses    BLOB,             -- the purchase that this entry takes back
    order_no    TEXT,
    lines       TEXT NOT NULL,    -- JSON [[item, thousandths, fen], …]
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_order_no ON purchase (order_no) WHERE order_no IS NOT NULL;

CREATE TABLE interaction (
    customer_id  BLOB NOT NULL REFERENCES customer (id),
    at           INTEGER NOT NULL,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL,
    channel      TEXT,
    follow_up_id BLOB,
    amends       BLOB, -- the interaction that this entry stands for
    note         TEXT NOT NULL,
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    id      BLOB NOT NULL PRIMARY KEY,
    enabled INTEGER NOT NULL,
    minute  INTEGER NOT NULL, -- after midnight in the shop's zone
    spec    TEXT NOT NULL     -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_up (
    id          BLOB NOT NULL PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    rule_id     BLOB REFERENCES rule (id),
    occasion    TEXT,             -- unique for rule and customer: nothing is proposed twice
    state       INTEGER NOT NULL, -- 0 open, 1 done, 2 cancelled
    due_at      INTEGER NOT NULL,
    rank        INTEGER NOT NULL, -- points less the due day's number; greater comes first
    expires     INTEGER,          -- last day that makes sense, days since 0001-01-01
    settled_at  INTEGER,
    snoozed_to  INTEGER,          -- left out of Today until then
    reason      TEXT NOT NULL,    -- JSON
    note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX follow_up_occasion ON follow_up (rule_id, customer_id, occasion)
    WHERE occasion IS NOT NULL;
CREATE INDEX follow_up_customer ON follow_up (customer_id, state);
CREATE INDEX follow_up_rank ON follow_up (rank DESC, due_at, id) WHERE state = 0;
CREATE INDEX follow_up_due ON follow_up (due_at) WHERE state = 0;
CREATE INDEX follow_up_expires ON follow_up (expires) WHERE state = 0 AND expires IS NOT NULL;
CREATE INDEX follow_up_settled ON follow_up (settled_at) WHERE settled_at IS NOT NULL;

-- What was done: one row an operation, written in the operation's own transaction.
CREATE TABLE op (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        BLOB NOT NULL UNIQUE,
    actor     TEXT NOT NULL,
    kind      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    subject   BLOB,              -- the customer it was about
    row_count INTEGER NOT NULL,
    undoes    BLOB,              -- the operation that it takes back
    bulk      TEXT,              -- JSON: ranges of ids that a bulk import made
    changeset BLOB NOT NULL
) STRICT;
CREATE INDEX op_undoes ON op (undoes) WHERE undoes IS NOT NULL;

-- Derived: figures of the whole shop (JSON), such as the sums behind the means.
CREATE TABLE figure (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived: which follow-ups have been announced. Its own table, so that announcing one is no
-- change of it and never stands in the way of an undo.
CREATE TABLE announced (
    follow_up_id BLOB NOT NULL PRIMARY KEY REFERENCES follow_up (id) ON DELETE CASCADE,
    at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived: where each customer stands, as lists sort and filter it.
CREATE TABLE standing (
    customer_id  BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    name_key     TEXT NOT NULL,    -- pinyin of Chinese, lower case of the rest
    last_at      INTEGER NOT NULL, -- the last purchase; the least integer without one
    purchases    INTEGER NOT NULL,
    monetary_fen INTEGER NOT NULL,
    segment      INTEGER NOT NULL, -- 0 core, 1 potential, 2 win-back, 3 without a purchase
    stage        INTEGER NOT NULL  -- 0 active … 3 lost, 4 without a purchase
) STRICT, WITHOUT ROWID;
-- A list without a filter reads the first three; a filtered one merges partitions of the others.
CREATE INDEX standing_name ON standing (name_key, customer_id);
CREATE INDEX standing_last ON standing (last_at, customer_id);
CREATE INDEX standing_spent ON standing (monetary_fen, customer_id);
CREATE INDEX standing_part_name ON standing (segment, stage, name_key, customer_id);
CREATE INDEX standing_part_last ON standing (segment, stage, last_at, customer_id);
CREATE INDEX standing_part_spent ON standing (segment, stage, monetary_fen, customer_id);

-- Derived: what search reads. The row id is the low 62 bits of the customer's id, by which it is
-- taken away with the customer. A reference would need an index of its own: without one each
-- customer's removal would read the whole table.
CREATE TABLE search_key (
    rid         INTEGER PRIMARY KEY,
    customer_id BLOB NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
