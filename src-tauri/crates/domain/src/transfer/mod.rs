//! Import and export: what the columns of a shop's spreadsheet mean and how its values are read.

pub(crate) mod chinese;
pub mod clock;
pub mod complaints;
pub mod contents;
pub mod dates;
pub mod fields;
pub mod headers;
mod lists;
mod lunar;
pub mod portrait;
pub mod rows;
pub(crate) mod spelled;
pub mod values;
pub mod vcard;
