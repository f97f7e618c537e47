//! Bringing a file up to date. An applied migration is never edited.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::StoreError;
use crate::open::Opener;

const STEPS: &[M<'_>] = &[
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
];
const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

/// The version this program writes.
pub(crate) const VERSION: u32 = 15;

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
}
