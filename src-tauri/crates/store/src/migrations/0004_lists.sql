-- Filtered lists are read from columns in memory, so the partitions need no order of their own:
-- moving a customer from one to another went through three indexes.
DROP INDEX standing_part_last;
DROP INDEX standing_part_name;
DROP INDEX standing_part_spent;

-- How many customers stand where, kept by triggers: a customer also goes with a cascade, which no
-- code sees.
CREATE TABLE tally (
    segment   INTEGER NOT NULL,
    stage     INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (segment, stage)
) STRICT, WITHOUT ROWID;

INSERT INTO tally
SELECT segment.value, stage.value, 0
FROM json_each('[0, 1, 2, 3]') AS segment CROSS JOIN json_each('[0, 1, 2, 3, 4]') AS stage;

UPDATE tally SET customers = (SELECT count(*) FROM standing
    WHERE standing.segment = tally.segment AND standing.stage = tally.stage);

CREATE TRIGGER standing_comes AFTER INSERT ON standing BEGIN
    UPDATE tally SET customers = customers + 1
    WHERE segment = new.segment AND stage = new.stage;
END;

CREATE TRIGGER standing_goes AFTER DELETE ON standing BEGIN
    UPDATE tally SET customers = customers - 1
    WHERE segment = old.segment AND stage = old.stage;
END;

CREATE TRIGGER standing_moves AFTER UPDATE OF segment, stage ON standing
WHEN old.segment <> new.segment OR old.stage <> new.stage BEGIN
    UPDATE tally SET customers = customers - 1
    WHERE segment = old.segment AND stage = old.stage;
    UPDATE tally SET customers = customers + 1
    WHERE segment = new.segment AND stage = new.stage;
END;

-- A list that somebody named.
CREATE TABLE view (
    id       BLOB NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,    -- JSON: filter, sort, descending
    columns  TEXT NOT NULL,    -- JSON [{field, width}, …], in order
    pinned   INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
