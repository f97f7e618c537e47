-- Words to say. What a script says lies in its versions, of which the last one holds.
CREATE TABLE script (
    id       BLOB NOT NULL PRIMARY KEY,
    place    INTEGER NOT NULL,
    enabled  INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    starting TEXT              -- its key among the scripts that the program brings
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX script_starting ON script (starting) WHERE starting IS NOT NULL;

CREATE TABLE script_version (
    script_id BLOB NOT NULL REFERENCES script (id),
    version   INTEGER NOT NULL, -- from 1
    at        INTEGER NOT NULL,
    saved_by  TEXT NOT NULL,
    title     TEXT NOT NULL,
    text      TEXT NOT NULL,
    fits      TEXT NOT NULL,    -- JSON: occasions, segments, stages, channels, characters
    PRIMARY KEY (script_id, version)
) STRICT, WITHOUT ROWID;

-- A script that was used in a contact.
CREATE TABLE script_use (
    customer_id    BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    id             BLOB NOT NULL,
    script_id      BLOB NOT NULL,
    version        INTEGER NOT NULL,
    interaction_id BLOB NOT NULL,
    channel        TEXT,
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

-- Derived: what came of words with each customer. Version 0 is all versions; sixteen zero bytes
-- instead of a script are contacts without one.
CREATE TABLE script_result (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    script_id   BLOB NOT NULL,
    version     INTEGER NOT NULL,
    uses        INTEGER NOT NULL,
    bought      INTEGER NOT NULL, -- uses after which something was bought
    purchases   INTEGER NOT NULL,
    fen         INTEGER NOT NULL,
    PRIMARY KEY (customer_id, script_id, version)
) STRICT, WITHOUT ROWID;

-- Derived: the same for all customers, kept by triggers.
CREATE TABLE script_tally (
    script_id BLOB NOT NULL,
    version   INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    uses      INTEGER NOT NULL,
    bought    INTEGER NOT NULL,
    purchases INTEGER NOT NULL,
    fen       INTEGER NOT NULL,
    PRIMARY KEY (script_id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER script_result_comes AFTER INSERT ON script_result BEGIN
    INSERT INTO script_tally VALUES (new.script_id, new.version, 1, new.uses, new.bought,
        new.purchases, new.fen)
    ON CONFLICT (script_id, version) DO UPDATE SET customers = customers + 1,
        uses = uses + new.uses, bought = bought + new.bought,
        purchases = purchases + new.purchases, fen = fen + new.fen;
END;

CREATE TRIGGER script_result_goes AFTER DELETE ON script_result BEGIN
    UPDATE script_tally SET customers = customers - 1, uses = uses - old.uses,
        bought = bought - old.bought, purchases = purchases - old.purchases, fen = fen - old.fen
    WHERE script_id = old.script_id AND version = old.version;
END;
