//! Reading our own types out of a row.

use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};
use uuid::Uuid;

pub(crate) trait RowExt {
    fn uuid(&self, column: usize) -> rusqlite::Result<Uuid>;
    fn opt_uuid(&self, column: usize) -> rusqlite::Result<Option<Uuid>>;
    /// A value that some parser must understand; what it does not understand is damage.
    fn parsed<T>(&self, column: usize, value: Option<T>) -> rusqlite::Result<T>;
}

impl RowExt for Row<'_> {
    fn uuid(&self, column: usize) -> rusqlite::Result<Uuid> {
        Ok(Uuid::from_bytes(self.get(column)?))
    }

    fn opt_uuid(&self, column: usize) -> rusqlite::Result<Option<Uuid>> {
        Ok(self.get::<_, Option<[u8; 16]>>(column)?.map(Uuid::from_bytes))
    }

    fn parsed<T>(&self, column: usize, value: Option<T>) -> rusqlite::Result<T> {
        value.ok_or_else(|| {
            rusqlite::Error::FromSqlConversionFailure(
                column,
                Type::Null,
                Box::new(FromSqlError::InvalidType),
            )
        })
    }
}
