-- Levels of membership and what they bring. The program itself is a setting.

-- A level that a person gave a customer; a later row stands for earlier ones.
CREATE TABLE tier_override (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    tier_id     BLOB,             -- none: the rules decide again
    from_day    INTEGER NOT NULL, -- days since 0001-01-01, as all days here
    until_day   INTEGER,
    reason      TEXT NOT NULL,
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

-- A benefit that a customer holds, and what became of it; both are only added to.
CREATE TABLE entitlement (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    benefit_id  BLOB NOT NULL,
    period      TEXT NOT NULL,    -- unique for benefit and customer: nothing is issued twice
    name        TEXT NOT NULL,    -- of the benefit when it was issued
    uses        INTEGER NOT NULL,
    cost_fen    INTEGER NOT NULL, -- of one use
    expires     INTEGER,          -- last day
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entitlement_once ON entitlement (benefit_id, period, customer_id);
CREATE UNIQUE INDEX entitlement_id ON entitlement (id);
CREATE TABLE entitlement_step (
    customer_id    BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at             INTEGER NOT NULL,
    id             BLOB NOT NULL,
    entitlement_id BLOB NOT NULL,
    kind           INTEGER NOT NULL, -- 0 redeemed, 1 withdrawn, 2 granted again
    uses           INTEGER NOT NULL, -- taken; 0 where none are
    note           TEXT NOT NULL,
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

-- Derived: where each customer stands. Whoever stands nowhere and is short of nothing has no row.
CREATE TABLE membership (
    customer_id   BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    tier          INTEGER,          -- place from the lowest
    why           INTEGER,          -- 0 met, 1 valid, 2 grace, 3 given
    since         INTEGER,
    valid_until   INTEGER,
    grace_until   INTEGER,
    falls_on      INTEGER,
    falls_to      INTEGER,
    changes_on    INTEGER,          -- looked at again on that day
    short_fen     INTEGER,          -- missing to the next level, where that alone is missing
    short_visits  INTEGER,
    short_points  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_tier ON membership (tier, since DESC, customer_id);
CREATE INDEX membership_changes ON membership (changes_on) WHERE changes_on IS NOT NULL;
CREATE INDEX membership_falls ON membership (falls_on) WHERE falls_on IS NOT NULL;
CREATE INDEX membership_short ON membership (tier, short_fen)
    WHERE short_fen IS NOT NULL AND short_visits IS NULL AND short_points IS NULL;
