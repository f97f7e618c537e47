-- What comes later today is counted without looking at each follow-up.
DROP INDEX follow_up_due;
CREATE INDEX follow_up_due ON follow_up (due_at, snoozed_to) WHERE state = 0;
