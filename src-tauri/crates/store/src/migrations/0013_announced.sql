-- Derived: what is to be told, and what was, once for each due time of a follow-up. Triggers keep
-- it, so an undo, a merge and a removal need no care: what was told stays told when its follow-up
-- comes back.
ALTER TABLE announced RENAME TO announced_before;

CREATE TABLE announced (
    follow_up_id BLOB NOT NULL,
    due_at       INTEGER NOT NULL,
    tell_at      INTEGER, -- the due time, or later where somebody asked for that; none: told
    notice       BLOB,    -- the notification that tells it
    PRIMARY KEY (follow_up_id, due_at)
) STRICT, WITHOUT ROWID;

INSERT INTO announced (follow_up_id, due_at, tell_at)
SELECT id, due_at, CASE WHEN follow_up_id IS NULL THEN due_at END
FROM follow_up LEFT JOIN announced_before ON follow_up_id = id
WHERE state = 0 OR follow_up_id IS NOT NULL;

DROP TABLE announced_before;

CREATE INDEX announced_waiting ON announced (tell_at) WHERE tell_at IS NOT NULL;
CREATE INDEX announced_again ON announced (tell_at) WHERE tell_at > due_at;

CREATE TRIGGER follow_up_waits AFTER INSERT ON follow_up WHEN new.state = 0 BEGIN
    INSERT INTO announced (follow_up_id, due_at, tell_at) VALUES (new.id, new.due_at, new.due_at)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER follow_up_waits_anew AFTER UPDATE OF state, due_at ON follow_up
WHEN new.state <> old.state OR new.due_at <> old.due_at BEGIN
    DELETE FROM announced
    WHERE follow_up_id = old.id AND due_at = old.due_at AND tell_at IS NOT NULL;
    INSERT INTO announced (follow_up_id, due_at, tell_at)
    SELECT new.id, new.due_at, new.due_at WHERE new.state = 0
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER follow_up_waits_no_more AFTER DELETE ON follow_up BEGIN
    DELETE FROM announced
    WHERE follow_up_id = old.id AND due_at = old.due_at AND tell_at IS NOT NULL;
END;
