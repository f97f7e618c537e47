-- A customer's timeline is read by pages, whatever it is made of.
CREATE INDEX follow_up_history ON follow_up (customer_id, settled_at, id)
    WHERE settled_at IS NOT NULL;
CREATE INDEX purchase_reverses ON purchase (reverses) WHERE reverses IS NOT NULL;
