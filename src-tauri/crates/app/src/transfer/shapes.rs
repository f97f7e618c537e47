//! How a file of this shape was brought in last time.
//!
//! An office writes the same table every month. What a person chose for it is kept by its headings,
//! in their plain form, and offered again; nothing of a file's content is kept. It is the program's
//! own note and not a step of anybody's: Ctrl+Z passes it over.

use huike_domain::ids::OperationId;
use huike_domain::interactions::Channel;
use huike_domain::text;
use huike_domain::transfer::headers::plain;
use huike_store::{Actor, Op, Read, settings};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::read::Row;
use super::{ImportKind, ImportOptions, OnDuplicate, ReadOptions};
use crate::App;
use crate::clock;
use crate::error::AppError;

/// Shapes that are kept, the latest first.
const KEPT: usize = 50;

/// The name of the setting.
const SETTING: &str = "transfer_shapes";

/// What was chosen for one shape of file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    shape: String,
    kind: ImportKind,
    read: ReadOptions,
    on_duplicate: OnDuplicate,
    create_customers: bool,
    #[serde(default)]
    channel: Option<Channel>,
}

/// What was chosen last time for a file of this shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LastTime {
    /// What it held.
    pub kind: ImportKind,
    /// How it was read.
    pub read: ReadOptions,
    /// Known customers.
    pub on_duplicate: OnDuplicate,
    /// Whether purchases brought customers along.
    pub create_customers: bool,
    /// Over which channel complaints came whose row did not say it.
    pub channel: Option<Channel>,
}

/// The shape of a file whose headings are these.
fn shape<'a>(headings: impl Iterator<Item = &'a str>) -> Option<String> {
    let plains: Vec<String> = headings.map(|heading| plain(text::clean(heading))).collect();
    let width = plains.iter().rposition(|heading| !heading.is_empty())? + 1;
    let digest = Sha256::digest(plains[..width].join("\u{1f}"));
    Some(digest[..16].iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Looks whether one of a file's first rows is the headings of a shape that is known, of `kind`
/// where that was chosen.
pub(super) fn last_time<'a>(
    read: &impl Read,
    rows: impl Iterator<Item = &'a Row>,
    kind: Option<ImportKind>,
) -> Result<Option<LastTime>, AppError> {
    let kept: Vec<Kept> = settings::noted(read, SETTING)?.unwrap_or_default();
    if kept.is_empty() {
        return Ok(None);
    }
    let shapes: Vec<String> = rows.filter_map(|row| shape(row.cells.iter())).collect();
    let fits = |kept: &&Kept| kind.is_none_or(|k| k == kept.kind) && shapes.contains(&kept.shape);
    Ok(kept.iter().find(fits).map(|kept| LastTime {
        kind: kept.kind,
        read: kept.read.clone(),
        on_duplicate: kept.on_duplicate,
        create_customers: kept.create_customers,
        channel: kept.channel,
    }))
}

/// Keeps what was chosen for a file with these headings.
pub(super) fn keep(
    app: &App,
    headings: &[String],
    kind: ImportKind,
    options: &ImportOptions,
) -> Result<(), AppError> {
    let Some(shape) = shape(headings.iter().map(String::as_str)) else { return Ok(()) };
    let now = Kept {
        shape,
        kind,
        read: options.read.clone(),
        on_duplicate: options.on_duplicate,
        create_customers: options.create_customers,
        channel: options.channel,
    };
    let id: OperationId = clock::new_operation();
    let op =
        Op { id, actor: Actor::System, kind: "transfer.remember", at: app.now(), subject: None };
    app.store()?.write(op, move |tx| {
        let mut kept: Vec<Kept> = settings::noted(tx, SETTING)?.unwrap_or_default();
        if kept.first() != Some(&now) {
            kept.retain(|other| (other.kind, &other.shape) != (now.kind, &now.shape));
            kept.insert(0, now);
            kept.truncate(KEPT);
            settings::note(tx, SETTING, &kept)?;
        }
        Ok::<_, AppError>(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_its_headings_however_they_are_written() {
        let of = |headings: &[&str]| shape(headings.iter().copied());
        assert_eq!(of(&["姓名", "手机号"]), of(&[" 姓 名（必填）", "手机号", "", " "]));
        assert_ne!(of(&["姓名", "手机号"]), of(&["手机号", "姓名"]));
        assert_ne!(of(&["姓名", "手机号"]), of(&["姓名手机号"]));
        assert_eq!(of(&["", " "]), None);
    }
}
