//! Proving that the file is whole.

use std::time::Duration;

use chrono::NaiveDate;
use huike_domain::segments::Sorter;
use huike_domain::tiers::ask_points;
use huike_domain::time::{Instant, Zone};
use rusqlite::Connection;

use crate::ops::attachments_of;
use crate::purchases::Counting;
use crate::readers::Reader;
use crate::segments::{Basis, Codes, Figured, activity, each_figures, each_standing, sorter_of};
use crate::tiers::membership::{self, Everyone};
use crate::{Store, StoreError};

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// What is wrong, in technical words; empty where all is well.
    pub problems: Vec<String>,
    /// Customers in the file.
    pub customers: u32,
    /// Purchases in the file.
    pub purchases: u32,
    /// Interactions in the file.
    pub interactions: u32,
    /// Follow-ups in the file.
    pub follow_ups: u32,
    /// Files kept with customers.
    pub attachments: u32,
    /// Operations on record.
    pub operations: u32,
}

/// Every page's seal and every tree's order.
pub(crate) fn quick(connection: &Connection) -> Result<(), StoreError> {
    let problems = pages(connection)?;
    problems.into_iter().next().map_or(Ok(()), |problem| Err(StoreError::Damaged(problem)))
}

/// Every page's seal in the file itself. A copy of a page that was lost is a sealed page of zeros, so
/// this is asked of what is copied.
pub(crate) fn seals(connection: &Connection) -> Result<(), StoreError> {
    let look = || texts(connection, "PRAGMA cipher_integrity_check");
    if look()?.is_empty() {
        return Ok(());
    }
    // A page that is moved out of the log just now looks broken for a moment.
    std::thread::sleep(Duration::from_millis(100));
    look()?.into_iter().next().map_or(Ok(()), |problem| Err(StoreError::Damaged(problem)))
}

fn pages(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut problems = texts(connection, "PRAGMA cipher_integrity_check")?;
    problems.extend(texts(connection, "PRAGMA integrity_check(20)")?);
    problems.retain(|problem| problem != "ok");
    Ok(problems)
}

fn texts(connection: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare(sql)?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Figures that must be nothing, each a contradiction between two tables.
const CONTRADICTIONS: [(&str, &str); 16] = [
    ("rows whose parent is missing", "SELECT count(*) FROM pragma_foreign_key_check"),
    (
        "customers without a standing",
        "SELECT count(*) FROM customer WHERE id NOT IN (SELECT customer_id FROM standing)",
    ),
    (
        "customers whom search does not know",
        "SELECT (SELECT count(*) FROM customer) <> (SELECT count(*) FROM search_key)",
    ),
    (
        "segments and stages whose customers are miscounted",
        "SELECT count(*) FROM tally WHERE customers <> (SELECT count(*) FROM standing
             WHERE standing.segment = tally.segment AND standing.stage = tally.stage
                 AND standing.eight = tally.eight)",
    ),
    (
        "follow-ups settled by an operation that is not whole",
        "SELECT count(*) FROM follow_up WHERE (state = 0) <> (settled_at IS NULL)",
    ),
    (
        "due times that nobody would be told of, or nobody waits for",
        "SELECT count(*) FROM (
             SELECT id, due_at FROM follow_up WHERE state = 0
             EXCEPT SELECT follow_up_id, due_at FROM announced
             UNION ALL
             SELECT * FROM (SELECT follow_up_id, due_at FROM announced WHERE tell_at IS NOT NULL
                 EXCEPT SELECT id, due_at FROM follow_up WHERE state = 0))",
    ),
    (
        "reasons beside the follow-up of somebody else",
        "SELECT count(*) FROM joined_reason JOIN follow_up ON follow_up.id = follow_up_id
         WHERE joined_reason.customer_id <> follow_up.customer_id",
    ),
    (
        "files whose bytes are not all there",
        "SELECT count(*) FROM attachment WHERE size <> (SELECT coalesce(sum(length(bytes)), 0)
             FROM attachment_part WHERE attachment_id = attachment.id)",
    ),
    (
        "points taken from what their customer was never given",
        "SELECT count(*) FROM points_entry AS taking WHERE grant_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM points_entry AS given
             WHERE given.customer_id = taking.customer_id AND given.id = taking.grant_id
               AND given.grant_id IS NULL)",
    ),
    (
        "points paid for others that do not come to nothing",
        "SELECT count(*) FROM (SELECT 1 FROM points_entry WHERE kind = 4
             GROUP BY group_id HAVING sum(points) <> 0)",
    ),
    (
        "balances of points that are not the sum of their entries",
        "SELECT count(*) FROM (SELECT customer_id, sum(points) AS sum FROM (
                 SELECT customer_id, points FROM points_entry
                 UNION ALL SELECT customer_id, -points FROM points_balance)
             GROUP BY customer_id HAVING sum(points) <> 0)",
    ),
    (
        "points of all customers that are not the sum of theirs",
        "SELECT count(*) FROM points_tally WHERE (points, customers, owed) <>
             (SELECT coalesce(sum(max(points, 0)), 0), coalesce(sum(points > 0), 0),
                  coalesce(sum(max(-points, 0)), 0) FROM points_balance)",
    ),
    (
        "benefits whose entitlements are miscounted",
        "SELECT count(*) FROM (SELECT benefit_id, sum(n) FROM (
                 SELECT benefit_id, at / 86400000 AS day, 1 AS n FROM entitlement
                 UNION ALL SELECT benefit_id, day, -issued FROM benefit_tally)
             GROUP BY benefit_id, day HAVING sum(n) <> 0)",
    ),
    (
        "levels whose customers are miscounted",
        "SELECT count(*) FROM (SELECT tier, sum(n) FROM (
                 SELECT tier, 1 AS n FROM membership WHERE tier IS NOT NULL
                 UNION ALL SELECT tier, -customers FROM membership_tally)
             GROUP BY tier HAVING sum(n) <> 0)",
    ),
    (
        "words whose outcomes are miscounted",
        "SELECT count(*) FROM (SELECT script_id, version FROM (
                 SELECT script_id, version, 1 AS n, uses, bought, purchases, fen FROM script_result
                 UNION ALL SELECT script_id, version, -customers, -uses, -bought, -purchases, -fen
                 FROM script_tally)
             GROUP BY script_id, version HAVING sum(n) <> 0 OR sum(uses) <> 0
                 OR sum(bought) <> 0 OR sum(purchases) <> 0 OR sum(fen) <> 0)",
    ),
    (
        "points of purchases that are gone",
        "SELECT count(*) FROM (SELECT customer_id, purchase_id FROM points_entry
             WHERE purchase_id IS NOT NULL AND kind IN (0, 3)
             GROUP BY customer_id, purchase_id HAVING sum(points) <> 0
             EXCEPT SELECT customer_id, id FROM purchase)",
    ),
];

impl Store {
    /// Whether every page's seal holds and every tree is in order.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.inner.opener.connect_reader().and_then(|reader| quick(&reader)).is_ok()
    }

    /// Checks every page, every tree, every reference, every sum and every record.
    ///
    /// # Errors
    /// [`StoreError::Sql`] where the checks themselves cannot run.
    pub fn verify(&self) -> Result<Report, StoreError> {
        let reader = self.inner.opener.connect_reader()?;
        reader.execute_batch("BEGIN")?;
        let mut report = Report { problems: pages(&reader)?, ..Report::default() };
        for (words, sql) in CONTRADICTIONS {
            let found: i64 = reader.query_row(sql, [], |row| row.get(0))?;
            if found != 0 {
                report.problems.push(format!("{words}: {found}"));
            }
        }
        standings(&reader, &mut report)?;
        memberships(&reader, &mut report)?;
        records(&reader, &mut report)?;
        report.problems.extend(crate::audit::check(&reader)?);
        let count = |table: &str| {
            reader.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
        };
        report.customers = count("customer")?;
        report.purchases = count("purchase")?;
        report.interactions = count("interaction")?;
        report.follow_ups = count("follow_up")?;
        report.attachments = count("attachment")?;
        report.operations = count("op")?;
        Ok(report)
    }
}

/// Whether everything that is stored of where customers stand is what their purchases say.
fn standings(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let basis = Basis::load(connection)?;
    let mut counted = Vec::new();
    let zone = basis.zone.unwrap_or(crate::settings::zone(connection)?);
    let counting = Counting { zone, since: basis.since };
    let waiting = each_figures(connection, Instant(basis.until), counting, |customer, figures| {
        counted.push((customer, *figures));
    })?;
    let places = Places::load(connection, basis, zone)?;
    let mut wrong = [
        ("customers whose last purchase is another", 0),
        ("customers whose number of purchases is another", 0),
        ("customers whose spend is not the sum of their purchases", 0),
        ("customers who stand where their purchases do not put them", 0),
        ("purchases dated ahead that no day waits for", 0),
        ("customers whose rhythm is another", 0),
    ];
    each_standing(connection, Some(&counted), |row| {
        let (stored, figures) = (&row.stored, &row.figures);
        wrong[0].1 += u32::from(stored.last_at != figures.last_at);
        wrong[1].1 += u32::from(stored.purchases != figures.purchases);
        wrong[2].1 += u32::from(stored.monetary_fen != figures.monetary_fen);
        wrong[3].1 += u32::from(!places.allow(row));
        // An earlier program knew of no rhythm; the next sorting counts them.
        wrong[5].1 += u32::from(basis.zone.is_some() && stored.rhythm != figures.rhythm);
    })?;
    let waits = |first: i64| basis.later.is_some_and(|later| later <= first);
    wrong[4].1 += u32::from(waiting.later.is_some_and(|first| !waits(first)));
    for (words, found) in wrong.into_iter().filter(|(_, found)| *found != 0) {
        report.problems.push(format!("{words}: {found}"));
    }
    Ok(())
}

/// What sorts customers on the days as of which they may stand.
struct Places {
    sorter: Sorter,
    zone: Zone,
    /// Whether the file was sorted into all classes there are.
    is_whole: bool,
    /// From the day when everyone was sorted to that of the latest purchase or sorting; none in a
    /// file that was never sorted.
    days: Option<(NaiveDate, NaiveDate)>,
}

impl Places {
    fn load(connection: &Connection, basis: Basis, zone: Zone) -> Result<Self, StoreError> {
        Ok(Self {
            sorter: sorter_of(connection)?,
            zone,
            is_whole: basis.zone.is_some(),
            days: basis.days(zone),
        })
    }

    fn allow(&self, row: &Figured) -> bool {
        let on = |day| {
            let activity = activity(row.customer, &row.figures, day, self.zone);
            let codes = Codes::of(activity.map(|activity| self.sorter.place(&activity)));
            let all = |c: Codes| (c.segment, c.stage, self.is_whole.then_some((c.eight, c.four)));
            all(codes) == all(row.codes)
        };
        match self.days {
            Some((first, last)) => first.iter_days().take_while(|day| *day <= last).any(on),
            None => row.figures.purchases > 0 || on(NaiveDate::MIN),
        }
    }
}

/// Whether everyone is on the level where what they did puts them, as of a day on which they may have
/// been looked at; some wait for the next night.
fn memberships(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let basis = Basis::load(connection)?;
    let zone = crate::settings::zone(connection)?;
    let (Some(program), Some((first, last))) =
        (crate::settings::program(connection)?, basis.days(zone))
    else {
        return Ok(());
    };
    let mut stored = membership::stored_all(connection)?;
    let everyone = Everyone::read(&Reader::of(connection), zone, ask_points(&program.levels))?;
    let mut wrong = 0_u32;
    everyone.each(&program.levels, |customer, history| {
        let found = stored.remove(&customer);
        let waits = found.is_some_and(|found| found.changes_on.is_some_and(|day| day <= last));
        let days = || first.iter_days().take_while(|day| *day <= last);
        if !waits && !days().any(|day| Some(history.membership(day)) == found) {
            wrong += 1;
        }
    });
    wrong += stored.into_values().map(|left| u32::from(left.level.is_some())).sum::<u32>();
    if wrong > 0 {
        report.problems.push(format!("customers on a level that is not theirs: {wrong}"));
    }
    Ok(())
}

/// Every record can be read to its end: there are no half entries. Bytes of a file that no customer
/// has are kept for an operation that could bring it back; where no record speaks of it, they are
/// nobody's.
fn records(connection: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let mut nobodys = crate::attachments::without_a_row(connection)?;
    let mut query = connection.prepare("SELECT seq, changeset FROM op ORDER BY seq")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, changeset): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        match attachments_of(&changeset) {
            Ok(spoken_of) => spoken_of.iter().for_each(|id| _ = nobodys.remove(id)),
            Err(error) => report.problems.push(format!("operation {seq}: {error}")),
        }
    }
    if !nobodys.is_empty() {
        report.problems.push(format!("files that nobody ever had: {}", nobodys.len()));
    }
    Ok(())
}
