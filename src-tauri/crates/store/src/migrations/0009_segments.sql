-- Where a customer stands in the schemes of four and eight, and their own rhythm. What these hold
-- is made when everyone is sorted next, because the basis of an earlier program names no zone.
ALTER TABLE standing ADD COLUMN eight INTEGER NOT NULL DEFAULT 8; -- bits R F M; 8 without a purchase
ALTER TABLE standing ADD COLUMN four INTEGER NOT NULL DEFAULT 4; -- 0 loyal … 3 at risk, 4 without a purchase
ALTER TABLE standing ADD COLUMN rhythm INTEGER NOT NULL DEFAULT 0; -- days; 0 without a rhythm

-- The tally counts by eight as well, from which all classes follow.
DROP TRIGGER standing_comes;
DROP TRIGGER standing_goes;
DROP TRIGGER standing_moves;
ALTER TABLE tally RENAME TO tally_before;
CREATE TABLE tally (
    segment   INTEGER NOT NULL,
    stage     INTEGER NOT NULL,
    eight     INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (segment, stage, eight)
) STRICT, WITHOUT ROWID;

INSERT INTO tally
SELECT segment, stage, eight.value, iif(eight.value = 8, customers, 0)
FROM tally_before CROSS JOIN json_each('[0, 1, 2, 3, 4, 5, 6, 7, 8]') AS eight;
DROP TABLE tally_before;

CREATE TRIGGER standing_comes AFTER INSERT ON standing BEGIN
    UPDATE tally SET customers = customers + 1
    WHERE segment = new.segment AND stage = new.stage AND eight = new.eight;
END;

CREATE TRIGGER standing_goes AFTER DELETE ON standing BEGIN
    UPDATE tally SET customers = customers - 1
    WHERE segment = old.segment AND stage = old.stage AND eight = old.eight;
END;

CREATE TRIGGER standing_moves AFTER UPDATE OF segment, stage, eight ON standing
WHEN old.segment <> new.segment OR old.stage <> new.stage OR old.eight <> new.eight BEGIN
    UPDATE tally SET customers = customers - 1
    WHERE segment = old.segment AND stage = old.stage AND eight = old.eight;
    UPDATE tally SET customers = customers + 1
    WHERE segment = new.segment AND stage = new.stage AND eight = new.eight;
END;

-- Derived: who stood elsewhere at the end of a day than at the end of the day before. Kept as a
-- journal, since the purchases alone do not tell what everyone's figures were on a day gone by.
CREATE TABLE segment_move (
    day          INTEGER NOT NULL, -- days since 0001-01-01
    customer_id  BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    from_eight   INTEGER NOT NULL, -- bits R F M; 8 without a purchase
    from_stage   INTEGER NOT NULL,
    to_eight     INTEGER NOT NULL,
    to_stage     INTEGER NOT NULL,
    recency      INTEGER NOT NULL, -- days, as of that day
    frequency    INTEGER NOT NULL,
    monetary_fen INTEGER NOT NULL,
    PRIMARY KEY (day, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_move_customer ON segment_move (customer_id, day);

-- A view that is a segment of the shop's own.
ALTER TABLE view ADD COLUMN segment INTEGER NOT NULL DEFAULT 0;

-- What a class, a stage or a segment of the shop's own is treated to.
CREATE TABLE playbook (
    target TEXT NOT NULL PRIMARY KEY, -- such as three:core, stage:lost, view: and its id
    plan   TEXT NOT NULL              -- JSON
) STRICT, WITHOUT ROWID;
