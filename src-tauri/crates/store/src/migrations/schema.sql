CREATE TRIGGER complaint_clock_begins AFTER INSERT ON complaint_clock BEGIN
    INSERT INTO complaint_alarm (complaint_id, started_at, clock, mark, tell_at)
    SELECT new.complaint_id, new.started_at, new.clock, mark, tell_at
    FROM (SELECT 0 AS mark, new.half_at AS tell_at UNION ALL SELECT 1, new.soon_at
          UNION ALL SELECT 2, new.due_at UNION ALL SELECT 3, new.late_at)
    WHERE new.ended_at IS NULL AND tell_at IS NOT NULL
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER complaint_clock_changes AFTER UPDATE ON complaint_clock BEGIN
    DELETE FROM complaint_alarm
    WHERE complaint_id = old.complaint_id AND started_at = old.started_at AND clock = old.clock
      AND tell_at IS NOT NULL;
    INSERT INTO complaint_alarm (complaint_id, started_at, clock, mark, tell_at)
    SELECT new.complaint_id, new.started_at, new.clock, mark, tell_at
    FROM (SELECT 0 AS mark, new.half_at AS tell_at UNION ALL SELECT 1, new.soon_at
          UNION ALL SELECT 2, new.due_at UNION ALL SELECT 3, new.late_at)
    WHERE new.ended_at IS NULL AND tell_at IS NOT NULL
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER complaint_clock_goes AFTER DELETE ON complaint_clock BEGIN
    DELETE FROM complaint_alarm
    WHERE complaint_id = old.complaint_id AND started_at = old.started_at AND clock = old.clock
      AND tell_at IS NOT NULL;
END;

CREATE TRIGGER entitlement_comes AFTER INSERT ON entitlement BEGIN
    INSERT INTO benefit_tally VALUES (new.benefit_id, new.at / 86400000, 1)
    ON CONFLICT (benefit_id, day) DO UPDATE SET issued = issued + 1;
END;

CREATE TRIGGER entitlement_goes AFTER DELETE ON entitlement BEGIN
    UPDATE benefit_tally SET issued = issued - 1
    WHERE benefit_id = old.benefit_id AND day = old.at / 86400000;
END;

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

CREATE TRIGGER membership_comes AFTER INSERT ON membership WHEN new.tier IS NOT NULL BEGIN
    INSERT INTO membership_tally VALUES (new.tier, 1)
    ON CONFLICT (tier) DO UPDATE SET customers = customers + 1;
END;

CREATE TRIGGER membership_goes AFTER DELETE ON membership WHEN old.tier IS NOT NULL BEGIN
    UPDATE membership_tally SET customers = customers - 1 WHERE tier = old.tier;
END;

CREATE TRIGGER membership_moves AFTER UPDATE OF tier ON membership
WHEN old.tier IS NOT new.tier BEGIN
    UPDATE membership_tally SET customers = customers - 1 WHERE tier = old.tier;
    INSERT INTO membership_tally SELECT new.tier, 1 WHERE new.tier IS NOT NULL
    ON CONFLICT (tier) DO UPDATE SET customers = customers + 1;
END;

CREATE TRIGGER points_balance_comes AFTER INSERT ON points_balance BEGIN
    UPDATE points_tally SET points = points + max(new.points, 0),
        customers = customers + (new.points > 0), owed = owed + max(-new.points, 0);
END;

CREATE TRIGGER points_balance_goes AFTER DELETE ON points_balance BEGIN
    UPDATE points_tally SET points = points - max(old.points, 0),
        customers = customers - (old.points > 0), owed = owed - max(-old.points, 0);
END;

CREATE TRIGGER points_balance_moves AFTER UPDATE OF points ON points_balance BEGIN
    UPDATE points_tally SET points = points + max(new.points, 0) - max(old.points, 0),
        customers = customers + (new.points > 0) - (old.points > 0),
        owed = owed + max(-new.points, 0) - max(-old.points, 0);
END;

CREATE TRIGGER points_entry_comes AFTER INSERT ON points_entry BEGIN
    INSERT INTO points_balance VALUES (new.customer_id, new.points)
    ON CONFLICT (customer_id) DO UPDATE SET points = points + new.points;
END;

CREATE TRIGGER points_entry_goes AFTER DELETE ON points_entry BEGIN
    UPDATE points_balance SET points = points - old.points WHERE customer_id = old.customer_id;
END;

CREATE TRIGGER points_entry_moves AFTER UPDATE OF customer_id, points ON points_entry BEGIN
    UPDATE points_balance SET points = points - old.points WHERE customer_id = old.customer_id;
    INSERT INTO points_balance VALUES (new.customer_id, new.points)
    ON CONFLICT (customer_id) DO UPDATE SET points = points + new.points;
END;

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

CREATE TABLE anniversary (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    label       TEXT NOT NULL,
    year        INTEGER,
    month       INTEGER NOT NULL,
    day         INTEGER NOT NULL,
    calendar    INTEGER NOT NULL,
    leap        INTEGER NOT NULL,
    PRIMARY KEY (customer_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE announced (
    follow_up_id BLOB NOT NULL,
    due_at       INTEGER NOT NULL,
    tell_at      INTEGER, -- the due time, or later where somebody asked for that; none: told
    notice       BLOB,    -- the notification that tells it
    PRIMARY KEY (follow_up_id, due_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
    id         BLOB NOT NULL PRIMARY KEY,
    asked_at   INTEGER NOT NULL,
    asked_by   TEXT NOT NULL,
    worth_fen  INTEGER,       -- none: without a limit
    reason     TEXT NOT NULL,
    request    TEXT NOT NULL  -- JSON: what is to be issued to whom
) STRICT, WITHOUT ROWID;

CREATE TABLE approval_answer (
    approval_id BLOB NOT NULL PRIMARY KEY REFERENCES approval (id),
    answered_at INTEGER NOT NULL,
    answered_by TEXT NOT NULL,
    approved    INTEGER NOT NULL,
    note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    name        TEXT NOT NULL,
    media       TEXT NOT NULL, -- such as image/png
    size        INTEGER NOT NULL, -- bytes
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment_part (
    attachment_id BLOB NOT NULL,
    part          INTEGER NOT NULL,
    bytes         BLOB NOT NULL,
    PRIMARY KEY (attachment_id, part)
) STRICT;

CREATE TABLE benefit_tally (
    benefit_id BLOB NOT NULL,
    day        INTEGER NOT NULL,
    issued     INTEGER NOT NULL,
    PRIMARY KEY (benefit_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint (
    id            BLOB NOT NULL PRIMARY KEY,
    number        INTEGER NOT NULL, -- what people call it
    customer_id   BLOB NOT NULL REFERENCES customer (id),
    received_at   INTEGER NOT NULL,
    channel       TEXT NOT NULL,
    what          TEXT NOT NULL,
    item          TEXT NOT NULL,    -- the order or item that it is about
    purchase_id   BLOB,
    wish          TEXT NOT NULL,
    tier_id       BLOB,             -- the customer's level when it came in
    severity      INTEGER NOT NULL, -- 0 minor, 1 moderate, 2 serious, 3 severe; from here on folded from its steps
    owner         TEXT NOT NULL,
    cause_id      BLOB,
    state         INTEGER NOT NULL, -- 0 received … 6 followed up, 7 closed, 8 withdrawn, 9 merged, as in the domain
    waiting_since INTEGER,
    asked         INTEGER NOT NULL, -- whether somebody's approval is waited for
    escalation    INTEGER NOT NULL,
    reopened      INTEGER NOT NULL,
    due_at        INTEGER NOT NULL, -- the next deadline; the greatest number where none runs
    due_clock     INTEGER,
    solved_at     INTEGER,
    closed_at     INTEGER,
    counter_at    INTEGER,
    into_id       BLOB,
    follow_up_id  BLOB,             -- the contact that was planned after the solution
    satisfaction  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint_alarm (
    complaint_id BLOB NOT NULL,
    started_at   INTEGER NOT NULL,
    clock        INTEGER NOT NULL,
    mark         INTEGER NOT NULL, -- 0 half, 1 soon, 2 due, 3 late
    tell_at      INTEGER,          -- none: told
    notice       BLOB,             -- the notification that tells it
    PRIMARY KEY (complaint_id, started_at, clock, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint_clock (
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    started_at   INTEGER NOT NULL,
    clock        INTEGER NOT NULL, -- 0 first answer, 1 update, 2 solution, 3 follow-up
    due_at       INTEGER,          -- none while it stands still
    ended_at     INTEGER,
    dropped      INTEGER NOT NULL, -- ended because nothing is owed any more
    took         INTEGER,          -- minutes that count, where it was kept or missed
    half_at      INTEGER,
    soon_at      INTEGER,
    late_at      INTEGER,
    PRIMARY KEY (complaint_id, started_at, clock)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint_step (
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    at           INTEGER NOT NULL,
    id           BLOB NOT NULL,
    done_by      TEXT NOT NULL, -- empty: the program itself
    act          TEXT NOT NULL, -- JSON
    words        TEXT NOT NULL,
    channel      TEXT,
    PRIMARY KEY (complaint_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_limit (
    customer_id BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    quiet_until INTEGER, -- last quiet day, days since 0001-01-01
    contacts    INTEGER, -- at most so many
    days        INTEGER, -- in so many days
    note        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_field (
    id       BLOB NOT NULL PRIMARY KEY,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     INTEGER NOT NULL,
    choices  TEXT NOT NULL -- JSON [{"number", "text"}, …]
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_value (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    field_id    BLOB NOT NULL,
    value       ANY NOT NULL, -- text; else a number: ten-thousandths, day, choice, 0 or 1, fen
    PRIMARY KEY (customer_id, field_id)
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
, birth_calendar INTEGER NOT NULL DEFAULT 0, birth_leap INTEGER NOT NULL DEFAULT 0, region TEXT NOT NULL DEFAULT '', industry TEXT NOT NULL DEFAULT '', introduced_by BLOB, employer BLOB, role TEXT NOT NULL DEFAULT '', hours_from INTEGER, hours_until INTEGER, character INTEGER, owner TEXT NOT NULL DEFAULT '', importance INTEGER, urgency INTEGER, agreed INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE customer_preference (
    customer_id   BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    preference_id BLOB NOT NULL,
    PRIMARY KEY (customer_id, preference_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE distinct_pair (
    first  BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE, -- the smaller id
    second BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE figure (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
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
, from_day INTEGER, by_day   INTEGER, contact  TEXT, channel  TEXT, assignee TEXT NOT NULL DEFAULT '', script_id BLOB, repeats  TEXT, outcome  INTEGER, tries    INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE improved (
    improvement_id BLOB NOT NULL REFERENCES improvement (id),
    complaint_id   BLOB NOT NULL REFERENCES complaint (id),
    told_at        INTEGER,
    PRIMARY KEY (improvement_id, complaint_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE improvement (
    id         BLOB NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    cause_id   BLOB NOT NULL,
    root       TEXT NOT NULL, -- why it happened
    measure    TEXT NOT NULL,
    owner      TEXT NOT NULL,
    due_on     INTEGER NOT NULL, -- days since 0001-01-01
    done_at    INTEGER,
    done_by    TEXT NOT NULL,
    proof      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE joined_reason (
    rule_id      BLOB NOT NULL REFERENCES rule (id),
    customer_id  BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    occasion     TEXT NOT NULL,
    follow_up_id BLOB NOT NULL REFERENCES follow_up (id) ON DELETE CASCADE,
    day          INTEGER NOT NULL, -- that its rule asked for, days since 0001-01-01
    expires      INTEGER,          -- last day that makes sense
    settled      INTEGER NOT NULL DEFAULT 0, -- by a contact that left the others open
    reason       TEXT NOT NULL,    -- JSON
    PRIMARY KEY (rule_id, customer_id, occasion)
) STRICT, WITHOUT ROWID;

CREATE TABLE latin_word (
    id   INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;

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

CREATE TABLE membership_tally (
    tier      INTEGER NOT NULL PRIMARY KEY,
    customers INTEGER NOT NULL
) STRICT;

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
, salt BLOB, digest BLOB, chain BLOB) STRICT;

CREATE TABLE pinned (
    customer_id    BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    interaction_id BLOB NOT NULL,
    PRIMARY KEY (customer_id, interaction_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE playbook (
    target TEXT NOT NULL PRIMARY KEY, -- such as three:core, stage:lost, view: and its id
    plan   TEXT NOT NULL              -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE points_balance (
    customer_id BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    points      INTEGER NOT NULL -- negative: owed
) STRICT, WITHOUT ROWID;

CREATE TABLE points_entry (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL, -- when it was entered
    id          BLOB NOT NULL,
    kind        INTEGER NOT NULL, -- 0 earn, 1 spend, 2 expire, 3 reverse, 4 settle, 5 adjust
    points      INTEGER NOT NULL, -- negative: taken
    purchase_id BLOB,             -- the purchase or refund it is about
    grant_id    BLOB,
    group_id    BLOB,             -- what the entries of one act have in common
    expires     INTEGER,          -- last good day of a grant, days since 0001-01-01
    day         INTEGER,          -- of the purchase, in the zone in which it earned
    tier_id     BLOB,             -- the customer's tier when it earned
    note        TEXT NOT NULL,
    PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE points_tally (
    points    INTEGER NOT NULL, -- of those who have any
    customers INTEGER NOT NULL, -- who have any
    owed      INTEGER NOT NULL  -- by the others, not negative
) STRICT;

CREATE TABLE preference (
    id       BLOB NOT NULL PRIMARY KEY,
    category TEXT NOT NULL,
    value    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE reach (
    customer_id BLOB NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    kind        INTEGER NOT NULL, -- 0 phone (E.164), 1 e-mail, 2 WeChat, 3 address
    value       TEXT NOT NULL,
    label       TEXT NOT NULL,
    PRIMARY KEY (customer_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE remedy (
    id           BLOB NOT NULL PRIMARY KEY,
    complaint_id BLOB NOT NULL REFERENCES complaint (id),
    customer_id  BLOB NOT NULL REFERENCES customer (id),
    at           INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    worth_fen    INTEGER NOT NULL,
    remedy       TEXT NOT NULL, -- JSON: what was given
    given        TEXT NOT NULL, -- JSON: what it became: the entry, the voucher and its code
    given_by     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    id      BLOB NOT NULL PRIMARY KEY,
    enabled INTEGER NOT NULL,
    minute  INTEGER NOT NULL, -- after midnight in the shop's zone
    spec    TEXT NOT NULL     -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE script (
    id       BLOB NOT NULL PRIMARY KEY,
    place    INTEGER NOT NULL,
    enabled  INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    starting TEXT              -- its key among the scripts that the program brings
) STRICT, WITHOUT ROWID;

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

CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE VIRTUAL TABLE search_digits USING fts5 (
    numbers,
    content = '', contentless_delete = 1,
    tokenize = 'trigram'
);

CREATE TABLE 'search_digits_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_digits_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_digits_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_digits_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_key (
    rid         INTEGER PRIMARY KEY,
    customer_id BLOB NOT NULL
) STRICT;

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

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE standing (
    customer_id  BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    name_key     TEXT NOT NULL,    -- pinyin of Chinese, lower case of the rest
    last_at      INTEGER NOT NULL, -- the last purchase; the least integer without one
    purchases    INTEGER NOT NULL,
    monetary_fen INTEGER NOT NULL,
    segment      INTEGER NOT NULL, -- 0 core, 1 potential, 2 win-back, 3 without a purchase
    stage        INTEGER NOT NULL  -- 0 active … 3 lost, 4 without a purchase
, eight INTEGER NOT NULL DEFAULT 8, four INTEGER NOT NULL DEFAULT 4, rhythm INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    segment   INTEGER NOT NULL,
    stage     INTEGER NOT NULL,
    eight     INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (segment, stage, eight)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE view (
    id       BLOB NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,    -- JSON: filter, sort, descending
    columns  TEXT NOT NULL,    -- JSON [{field, width}, …], in order
    pinned   INTEGER NOT NULL,
    position INTEGER NOT NULL
, segment INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE voucher (
    id          BLOB NOT NULL PRIMARY KEY,
    batch_id    BLOB NOT NULL REFERENCES voucher_batch (id),
    code        TEXT NOT NULL,
    customer_id BLOB REFERENCES customer (id),
    issued_at   INTEGER NOT NULL,
    issued_by   TEXT NOT NULL,
    valid_from  INTEGER, -- first day, days since 0001-01-01
    expires     INTEGER  -- last day
) STRICT, WITHOUT ROWID;

CREATE TABLE voucher_batch (
    id         BLOB NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    spec       TEXT NOT NULL -- JSON: name, what one gives, threshold, term, note
) STRICT, WITHOUT ROWID;

CREATE TABLE voucher_event (
    voucher_id  BLOB NOT NULL REFERENCES voucher (id),
    at          INTEGER NOT NULL,
    id          BLOB NOT NULL,
    kind        INTEGER NOT NULL, -- 0 redeemed, 1 void
    purchase_id BLOB,
    amount_fen  INTEGER,          -- the amount it was redeemed on
    done_by     TEXT NOT NULL,
    note        TEXT NOT NULL,
    PRIMARY KEY (voucher_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX anniversary_day ON anniversary (month, day, calendar);

CREATE INDEX announced_again ON announced (tell_at) WHERE tell_at > due_at;

CREATE INDEX announced_waiting ON announced (tell_at) WHERE tell_at IS NOT NULL;

CREATE INDEX complaint_alarm_waiting ON complaint_alarm (tell_at) WHERE tell_at IS NOT NULL;

CREATE INDEX complaint_asked ON complaint (received_at, id) WHERE asked = 1;

CREATE INDEX complaint_board ON complaint (state, due_at, id, owner, severity, cause_id, channel);

CREATE INDEX complaint_cause ON complaint (cause_id, received_at) WHERE cause_id IS NOT NULL;

CREATE INDEX complaint_clock_began ON complaint_clock (clock, started_at, due_at, ended_at, dropped, took);

CREATE INDEX complaint_customer ON complaint (customer_id, received_at);

CREATE UNIQUE INDEX complaint_number ON complaint (number);

CREATE INDEX complaint_owner ON complaint (owner, state);

CREATE INDEX complaint_received ON complaint (received_at, state, cause_id, severity, customer_id, reopened);

CREATE INDEX custom_value_of ON custom_value (field_id, value);

CREATE INDEX customer_birthday ON customer
    (birth_month, birth_day, birth_calendar, birth_leap, birth_year) WHERE birth_month IS NOT NULL;

CREATE INDEX customer_employer ON customer (employer) WHERE employer IS NOT NULL;

CREATE UNIQUE INDEX customer_external_id ON customer (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX customer_introduced_by ON customer (introduced_by) WHERE introduced_by IS NOT NULL;

CREATE INDEX customer_phone ON customer (phone) WHERE phone IS NOT NULL;

CREATE INDEX customer_preference_of ON customer_preference (preference_id, customer_id);

CREATE INDEX distinct_pair_second ON distinct_pair (second);

CREATE UNIQUE INDEX entitlement_id ON entitlement (id);

CREATE UNIQUE INDEX entitlement_once ON entitlement (benefit_id, period, customer_id);

CREATE INDEX follow_up_all_due ON follow_up (due_at);

CREATE INDEX follow_up_customer ON follow_up (customer_id, state);

CREATE INDEX follow_up_due ON follow_up (due_at, rank, expires, snoozed_to) WHERE state = 0;

CREATE INDEX follow_up_expires ON follow_up (expires) WHERE state = 0 AND expires IS NOT NULL;

CREATE INDEX follow_up_history ON follow_up (customer_id, settled_at, id)
    WHERE settled_at IS NOT NULL;

CREATE UNIQUE INDEX follow_up_occasion ON follow_up (rule_id, customer_id, occasion)
    WHERE occasion IS NOT NULL;

CREATE INDEX follow_up_rank ON follow_up (rank DESC, due_at, id) WHERE state = 0;

CREATE INDEX follow_up_rule ON follow_up (rule_id) WHERE state = 0 AND rule_id IS NOT NULL;

CREATE INDEX follow_up_settled ON follow_up (settled_at, state) WHERE settled_at IS NOT NULL;

CREATE INDEX improved_complaint ON improved (complaint_id);

CREATE INDEX improvement_due ON improvement (due_on) WHERE done_at IS NULL;

CREATE INDEX joined_reason_customer ON joined_reason (customer_id);

CREATE INDEX joined_reason_of ON joined_reason (follow_up_id);

CREATE INDEX membership_changes ON membership (changes_on) WHERE changes_on IS NOT NULL;

CREATE INDEX membership_falls ON membership (falls_on) WHERE falls_on IS NOT NULL;

CREATE INDEX membership_short ON membership (tier, short_fen, short_visits, short_points)
    WHERE short_fen IS NOT NULL;

CREATE INDEX membership_tier ON membership (tier, since DESC, customer_id);

CREATE INDEX op_subject ON op (subject, seq) WHERE subject IS NOT NULL;

CREATE INDEX op_undoes ON op (undoes) WHERE undoes IS NOT NULL;

CREATE INDEX points_expires ON points_entry (expires, customer_id) WHERE expires IS NOT NULL;

CREATE UNIQUE INDEX preference_value ON preference (category, value);

CREATE INDEX purchase_order_no ON purchase (order_no) WHERE order_no IS NOT NULL;

CREATE INDEX purchase_reverses ON purchase (reverses) WHERE reverses IS NOT NULL;

CREATE INDEX reach_value ON reach (value, kind) WHERE kind < 3;

CREATE INDEX remedy_at ON remedy (at, worth_fen, complaint_id);

CREATE INDEX remedy_customer ON remedy (customer_id, at);

CREATE INDEX remedy_of ON remedy (complaint_id);

CREATE UNIQUE INDEX script_starting ON script (starting) WHERE starting IS NOT NULL;

CREATE INDEX segment_move_customer ON segment_move (customer_id, day);

CREATE INDEX standing_last ON standing (last_at, customer_id);

CREATE INDEX standing_name ON standing (name_key, customer_id);

CREATE INDEX standing_spent ON standing (monetary_fen, customer_id);

CREATE INDEX voucher_batch_of ON voucher (batch_id, id);

CREATE UNIQUE INDEX voucher_code ON voucher (code);

CREATE INDEX voucher_customer ON voucher (customer_id, id) WHERE customer_id IS NOT NULL;

CREATE UNIQUE INDEX voucher_once ON voucher_event (voucher_id)