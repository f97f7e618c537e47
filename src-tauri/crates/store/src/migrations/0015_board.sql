-- The board's filters read the index alone, and fetch only the complaints they show.
DROP INDEX complaint_board;
CREATE INDEX complaint_board ON complaint (state, due_at, id, owner, severity, cause_id, channel);
