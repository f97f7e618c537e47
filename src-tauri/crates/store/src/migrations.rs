//! Bringing a file up to date. An applied migration is never edited.

use std::sync::LazyLock;

use rusqlite::Connection;
use rusqlite_migration::{HookError, M, Migrations};

use crate::StoreError;
use crate::open::Opener;

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| Migrations::new(steps()));

fn steps() -> Vec<M<'static>> {
    vec![
        M::up(include_str!("migrations/0001_first_light.sql")),
        M::up(include_str!("migrations/0002_portrait.sql")),
        M::up(include_str!("migrations/0003_search.sql")),
        M::up(include_str!("migrations/0004_lists.sql")),
        M::up(include_str!("migrations/0005_timeline.sql")),
        M::up(include_str!("migrations/0006_counts.sql")),
        M::up(include_str!("migrations/0007_tiers.sql")),
        M::up(include_str!("migrations/0008_points.sql")),
        M::up(include_str!("migrations/0009_segments.sql")),
        M::up(include_str!("migrations/0010_tallies.sql")),
        M::up(include_str!("migrations/0011_scripts.sql")),
        M::up(include_str!("migrations/0012_followups.sql")),
        M::up(include_str!("migrations/0013_announced.sql")),
        M::up(include_str!("migrations/0014_complaints.sql")),
        M::up(include_str!("migrations/0015_board.sql")),
        M::up(include_str!("migrations/0016_people.sql")),
        M::up_with_hook(include_str!("migrations/0017_chain.sql"), |tx| {
            crate::audit::chain_all(tx).map_err(|error| HookError::Hook(error.to_string()))
        }),
    ]
}

/// The version this program writes.
pub(crate) const VERSION: u32 = 17;

/// Refuses a newer file, backs up an older one beside it, then migrates in one transaction.
pub(crate) fn run(connection: &mut Connection, opener: &Opener) -> Result<(), StoreError> {
    let file = version(connection)?;
    if file > VERSION {
        return Err(StoreError::NewerFile { file, program: VERSION });
    }
    if file == VERSION {
        return Ok(());
    }
    if file > 0 {
        let beside = opener.path.with_extension(format!("before-{VERSION}.db"));
        crate::backup::copy(connection, opener, &beside)?;
    }
    match MIGRATIONS.to_latest(connection) {
        Ok(()) => Ok(()),
        // Two programs started at once and the other one was faster.
        Err(_) if version(connection)? == VERSION => Ok(()),
        Err(rusqlite_migration::Error::RusqliteError { err, .. }) => Err(err.into()),
        Err(other) => Err(StoreError::Damaged(other.to_string())),
    }
}

/// Brings a plain database up to date.
#[cfg(test)]
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    MIGRATIONS.to_latest(connection)
}

/// The version a file has.
pub(crate) fn version(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_counted_right() {
        assert!(MIGRATIONS.validate().is_ok());
        let mut plain = Connection::open_in_memory().expect("a database");
        MIGRATIONS.to_latest(&mut plain).expect("migrated");
        assert_eq!(version(&plain).expect("a version"), VERSION);
    }

    #[test]
    fn the_whole_schema_is_as_written_down() {
        let mut plain = Connection::open_in_memory().expect("a database");
        MIGRATIONS.to_latest(&mut plain).expect("migrated");
        let schema: String = plain
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
            .and_then(|mut query| {
                query.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()
            })
            .expect("a schema")
            .join(";\n\n");
        let expected = include_str!("migrations/schema.sql");
        if schema.trim() != expected.trim() {
            let found = concat!(env!("CARGO_MANIFEST_DIR"), "/src/migrations/schema.found.sql");
            std::fs::write(found, &schema).expect("written");
            panic!(
                "the schema changed: compare schema.sql with {found}, and rename it if it is meant"
            );
        }
    }

    /// What a shop of the first version held.
    const FIRST: &str = r#"
        INSERT INTO setting VALUES ('shop', '{"name":"Studio","zone":"Asia/Shanghai"}');
        INSERT INTO setting VALUES ('staff', '[
            {"name":"Li","role":"staff","limitFen":5000},
            {"name":"Chen","role":"manager","limitFen":null}]');
        INSERT INTO setting VALUES ('staff_passphrases', '{"li":"x"}');
        INSERT INTO customer VALUES
            (x'019abcde000070008000000000000001', 0, 'Bert', '+8613800138000', NULL, NULL, NULL,
             '', '', 'vip', 'C1', NULL, 1700000000000, 'likes tea'),
            (x'019abcde000070008000000000000002', 0, 'Anna', NULL, NULL, NULL, NULL,
             '', '', '', NULL, NULL, 1700000000000, '');
        INSERT INTO purchase VALUES
            (x'019abcde000070008000000000000001', 1700000000001,
             x'019abcde000070008000000000000011', 6600, NULL, 'T1', '[["tea",1000,6600]]');
        INSERT INTO interaction VALUES
            (x'019abcde000070008000000000000002', 1700000000002,
             x'019abcde000070008000000000000021', 'call', 'phone', NULL, NULL, 'talked');
        INSERT INTO standing VALUES
            (x'019abcde000070008000000000000001', 'bert', 1700000000001, 1, 6600, 1, 0),
            (x'019abcde000070008000000000000002', 'anna', -9223372036854775808, 0, 0, 3, 4);
        INSERT INTO op (id, actor, kind, at, row_count, changeset) VALUES
            (x'019abcde000070008000000000000031', 'owner', 'customers.add', 1700000000000, 1, x''),
            (x'019abcde000070008000000000000032', 'system', 'segments.sort', 1700000000003, 0, x'');
    "#;

    /// A file as the program of `version` left it, or one that was ended between two steps.
    fn left_by(version: usize, folder: &std::path::Path) {
        let opener = Opener::closed(folder, crate::keys::kept(folder).expect("a key"));
        let mut connection = opener.connect().expect("a file");
        MIGRATIONS.to_version(&mut connection, 1).expect("the first version");
        connection.execute_batch(FIRST).expect("filled");
        MIGRATIONS.to_version(&mut connection, version).expect("a version");
    }

    #[test]
    fn a_file_of_any_version_opens_with_all_it_held() {
        for version in 1..VERSION as usize {
            let folder = tempfile::tempdir().expect("a folder");
            left_by(version, folder.path());
            let store = crate::Store::open(folder.path()).expect("open");
            let told: String = store
                .read(|reader| {
                    use crate::Read as _;
                    let sql = "SELECT group_concat(line, '\n') FROM (
                        SELECT name || phone || tags || external_id || note AS line
                            FROM customer WHERE phone IS NOT NULL
                        UNION ALL SELECT name || note FROM customer WHERE phone IS NULL
                        UNION ALL SELECT amount_fen || order_no || lines FROM purchase
                        UNION ALL SELECT kind || channel || note FROM interaction)";
                    reader
                        .connection()
                        .query_row(sql, [], |row| row.get(0))
                        .map_err(StoreError::from)
                })
                .expect("read");
            let expected = "Bert+8613800138000vipC1likes tea\nAnna\n6600T1[[\"tea\",1000,6600]]\ncallphonetalked";
            assert_eq!(told, expected, "version {version}");
            let people = store.read(|reader| crate::settings::staff(reader)).expect("people");
            let people: Vec<_> =
                people.0.iter().map(|it| (it.name.as_str(), it.role, it.limit_fen)).collect();
            use huike_domain::staff::Role::{Owner, Staff};
            // Somebody must be the owner.
            assert_eq!(people, [("Li", Staff, Some(5_000)), ("Chen", Owner, None)]);
            let connection = store.inner.opener.connect().expect("a connection");
            assert_eq!(crate::audit::check(&connection).expect("checked"), Vec::<String>::new());
            // What was there before lies beside it.
            let kept = std::fs::read_dir(folder.path()).expect("a folder").flatten();
            let kept = kept.filter(|it| it.file_name().to_string_lossy().contains("before-"));
            assert_eq!(kept.count(), 1, "version {version}");
        }
    }
}
