-- Derived: what each customer has in points, and all of them together; kept by triggers.
CREATE TABLE points_balance (
    customer_id BLOB NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    points      INTEGER NOT NULL -- negative: owed
) STRICT, WITHOUT ROWID;

CREATE TABLE points_tally (
    points    INTEGER NOT NULL, -- of those who have any
    customers INTEGER NOT NULL, -- who have any
    owed      INTEGER NOT NULL  -- by the others, not negative
) STRICT;

INSERT INTO points_balance
SELECT customer_id, sum(points) FROM points_entry GROUP BY customer_id;
INSERT INTO points_tally
SELECT coalesce(sum(max(points, 0)), 0), coalesce(sum(points > 0), 0),
    coalesce(sum(max(-points, 0)), 0)
FROM points_balance;

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

-- Derived: how many of each benefit were issued on each day, as days of UTC since 1970.
CREATE TABLE benefit_tally (
    benefit_id BLOB NOT NULL,
    day        INTEGER NOT NULL,
    issued     INTEGER NOT NULL,
    PRIMARY KEY (benefit_id, day)
) STRICT, WITHOUT ROWID;

INSERT INTO benefit_tally
SELECT benefit_id, at / 86400000, count(*) FROM entitlement GROUP BY 1, 2;

CREATE TRIGGER entitlement_comes AFTER INSERT ON entitlement BEGIN
    INSERT INTO benefit_tally VALUES (new.benefit_id, new.at / 86400000, 1)
    ON CONFLICT (benefit_id, day) DO UPDATE SET issued = issued + 1;
END;

CREATE TRIGGER entitlement_goes AFTER DELETE ON entitlement BEGIN
    UPDATE benefit_tally SET issued = issued - 1
    WHERE benefit_id = old.benefit_id AND day = old.at / 86400000;
END;

-- Derived: how many customers are on each level, by its place.
CREATE TABLE membership_tally (
    tier      INTEGER NOT NULL PRIMARY KEY,
    customers INTEGER NOT NULL
) STRICT;

INSERT INTO membership_tally
SELECT tier, count(*) FROM membership WHERE tier IS NOT NULL GROUP BY tier;

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

-- Where one of several figures is enough, money alone may separate from a level as well.
DROP INDEX membership_short;
CREATE INDEX membership_short ON membership (tier, short_fen, short_visits, short_points)
    WHERE short_fen IS NOT NULL;

-- Who celebrates is told by the index alone.
DROP INDEX customer_birthday;
CREATE INDEX customer_birthday ON customer
    (birth_month, birth_day, birth_calendar, birth_leap, birth_year) WHERE birth_month IS NOT NULL;

-- Kept as JSON from now on, under another name.
DELETE FROM figure WHERE name = 'points_expired';
