-- The record becomes a chain; the entries of before are chained by the program right after this.
ALTER TABLE op ADD COLUMN salt BLOB;   -- what keys the digest; none where what it says was let go
ALTER TABLE op ADD COLUMN digest BLOB; -- of what the entry says
ALTER TABLE op ADD COLUMN chain BLOB;  -- over the chain before, the id and the digest
CREATE INDEX op_subject ON op (subject, seq) WHERE subject IS NOT NULL;
