//! Scripts: written, kept in versions, suggested with a customer's own data, and what came of them.

mod starting;
mod suggest;
mod values;

pub use starting::add_starting;
pub(crate) use suggest::suggest_with;
pub use suggest::{Suggested, Suggestions, suggest, words_for};

pub(crate) use starting::put_starting;

use std::collections::BTreeMap;

use huike_domain::ids::{CustomerId, OperationId, ScriptId};
use huike_domain::scripts::{
    FilledText, Fits, Refused, ScriptDraft, ScriptVersion, Template, TextProblem,
};
use huike_domain::time::Instant;
use huike_store::scripts::{self as rows, Kept, Tally};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// Who saves at present: the one person at the screen.
const SAVED_BY: &str = "owner";

/// What came of words, with all customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScriptFigures {
    /// How often they were used in a contact that was logged.
    pub uses: u32,
    /// With how many customers.
    pub customers: u32,
    /// Uses after which the customer bought something within 30 days.
    pub bought: u32,
    /// Purchases that count for them, each for the latest words before it.
    pub purchases: u32,
    /// What stays of these after refunds, in fen.
    #[specta(type = specta_typescript::Number)]
    pub fen: i64,
}

impl From<Tally> for ScriptFigures {
    fn from(Tally { customers, outcome }: Tally) -> Self {
        let (uses, bought, purchases, fen) =
            (outcome.uses, outcome.bought, outcome.purchases, outcome.fen);
        Self { uses, customers, bought, purchases, fen }
    }
}

/// A script of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScriptView {
    /// Which.
    pub id: ScriptId,
    /// What it says now, its variables by their keys.
    pub draft: ScriptDraft,
    /// The version that this is.
    pub version: u32,
    /// When that was saved.
    pub saved_at: Instant,
    /// Whether it was put away.
    pub archived: bool,
    /// What came of all its versions.
    pub figures: ScriptFigures,
}

/// Every script, and what they are held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScriptList {
    /// In the shop's order, those that were put away too.
    pub scripts: Vec<ScriptView>,
    /// Contacts without any script.
    pub without: ScriptFigures,
    /// How many of the scripts that the program brings are not here.
    pub more_starting: u32,
}

/// One version of a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScriptVersionView {
    /// Its number, from 1.
    pub version: u32,
    /// When it was saved.
    pub saved_at: Instant,
    /// By whom: `owner`, or `system` where the program brought it.
    pub saved_by: String,
    /// What the script was called.
    pub title: String,
    /// What it said.
    pub text: String,
    /// For whom and when.
    pub fits: Fits,
    /// What came of this version.
    pub figures: ScriptFigures,
}

/// What an import of scripts did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ScriptsImported {
    /// Entered.
    pub added: u32,
    /// Left out, because a script of this title says the same.
    pub known: u32,
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Field(error) => error.into(),
            Refused::Text(problem) => problem.into(),
        }
    }
}

impl From<TextProblem> for AppError {
    fn from(problem: TextProblem) -> Self {
        Self::ScriptText { problem }
    }
}

type Tallies = BTreeMap<Option<ScriptVersion>, Tally>;

fn figures(tallies: &Tallies, id: ScriptId, version: u32) -> ScriptFigures {
    tallies.get(&Some(ScriptVersion { id, version })).copied().unwrap_or_default().into()
}

fn view(kept: Kept, tallies: &Tallies) -> ScriptView {
    ScriptView {
        id: kept.script.id,
        figures: figures(tallies, kept.script.id, 0),
        draft: kept.script.draft,
        version: kept.version,
        saved_at: kept.at,
        archived: kept.archived,
    }
}

/// Every script with what came of it.
///
/// # Errors
/// [`AppError::Internal`].
pub fn list(app: &App) -> Result<ScriptList, AppError> {
    app.read(|reader| {
        let tallies = rows::tallies(reader)?;
        let kept = rows::list(reader)?;
        let more_starting = starting::missing(&kept)?;
        Ok(ScriptList {
            scripts: kept.into_iter().map(|kept| view(kept, &tallies)).collect(),
            without: tallies.get(&None).copied().unwrap_or_default().into(),
            more_starting: u32::try_from(more_starting).unwrap_or(u32::MAX),
        })
    })
}

/// Saves a script: a new one, or a further version of one whose version `base` the person had in
/// front of them. Where nothing it says has changed, no version is added.
///
/// # Errors
/// [`AppError::Invalid`], [`AppError::ScriptText`] name what is to be mended;
/// [`AppError::Conflict`] where somebody saved another version meanwhile; [`AppError::NotFound`].
pub fn save(
    app: &App,
    op: OperationId,
    id: Option<ScriptId>,
    base: Option<u32>,
    draft: ScriptDraft,
) -> Result<ScriptId, AppError> {
    let draft = draft.checked()?;
    let written = app.write(op, "scripts.save", None, move |tx| {
        let Some(id) = id else { return Ok(rows::add(tx, &draft, None, SAVED_BY)?) };
        let kept = rows::get(tx, id)?;
        let before = &kept.script.draft;
        let is_same =
            (&before.title, &before.text, &before.fits) == (&draft.title, &draft.text, &draft.fits);
        if !is_same {
            if base.is_some_and(|base| base != kept.version) {
                return Err(AppError::Conflict { field: "text".to_owned() });
            }
            rows::add_version(tx, id, kept.version + 1, &draft, SAVED_BY)?;
        }
        if before.enabled != draft.enabled {
            rows::set(tx, id, draft.enabled, kept.archived)?;
        }
        Ok(id)
    })?;
    Ok(written.value)
}

/// Puts a script away, or brings it back. What was used stays on record.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn archive(app: &App, op: OperationId, id: ScriptId, archived: bool) -> Result<(), AppError> {
    let kind = if archived { "scripts.archive" } else { "scripts.bringBack" };
    app.write(op, kind, None, move |tx| {
        let enabled = rows::get(tx, id)?.script.draft.enabled;
        Ok(rows::set(tx, id, enabled, archived)?)
    })?;
    Ok(())
}

/// The versions of a script, the last one first.
///
/// # Errors
/// [`AppError::Internal`].
pub fn history(app: &App, id: ScriptId) -> Result<Vec<ScriptVersionView>, AppError> {
    app.read(|reader| {
        let tallies = rows::tallies(reader)?;
        let versions = rows::versions(reader, id)?.into_iter().map(|found| ScriptVersionView {
            version: found.version,
            saved_at: found.at,
            saved_by: found.saved_by,
            title: found.title,
            text: found.text,
            fits: found.fits,
            figures: figures(&tallies, id, found.version),
        });
        Ok(versions.collect())
    })
}

/// Makes an earlier version the last one, as a further version.
///
/// # Errors
/// [`AppError::NotFound`].
pub fn restore(app: &App, op: OperationId, id: ScriptId, version: u32) -> Result<(), AppError> {
    app.write(op, "scripts.restore", None, move |tx| {
        let kept = rows::get(tx, id)?;
        let mut versions = rows::versions(tx, id)?.into_iter();
        let found = versions
            .find(|found| found.version == version)
            .ok_or_else(|| AppError::not_found("version", &version.to_string()))?;
        let draft = ScriptDraft {
            title: found.title,
            text: found.text,
            fits: found.fits,
            enabled: kept.script.draft.enabled,
        };
        Ok(rows::add_version(tx, id, kept.version + 1, &draft, SAVED_BY)?)
    })?;
    Ok(())
}

/// A text with a customer's own data, whether it was saved or not; without a customer all of it
/// is missing but the shop's name.
///
/// # Errors
/// [`AppError::ScriptText`]; [`AppError::NotFound`].
pub fn preview(
    app: &App,
    text: String,
    customer: Option<CustomerId>,
) -> Result<FilledText, AppError> {
    let template = Template::parse(&text)?;
    let now = app.now();
    app.read(|reader| {
        let wanted = template.variables().into_iter().collect();
        Ok(template.fill(&values::of(reader, customer, &wanted, template.language(), now)?))
    })
}

/// Every script that was not put away, as another shop can take it.
///
/// # Errors
/// [`AppError::Internal`].
pub fn export(app: &App) -> Result<Vec<ScriptDraft>, AppError> {
    let kept = app.read(|reader| Ok(rows::list(reader)?))?;
    Ok(kept.into_iter().filter(|kept| !kept.archived).map(|kept| kept.script.draft).collect())
}

/// Enters scripts in one operation; those that are here already are left out.
///
/// # Errors
/// [`AppError::Invalid`], [`AppError::ScriptText`] where one cannot be taken: then none is.
pub fn import(
    app: &App,
    op: OperationId,
    drafts: Vec<ScriptDraft>,
) -> Result<ScriptsImported, AppError> {
    let drafts: Vec<_> = drafts.into_iter().map(ScriptDraft::checked).collect::<Result<_, _>>()?;
    let written = app.write(op, "scripts.import", None, move |tx| {
        let mut here: Vec<_> = rows::list(tx)?.into_iter().map(|kept| kept.script.draft).collect();
        let mut imported = ScriptsImported { added: 0, known: 0 };
        for draft in drafts {
            let is_known =
                |here: &ScriptDraft| here.title == draft.title && here.text == draft.text;
            if here.iter().any(is_known) {
                imported.known += 1;
                continue;
            }
            rows::add(tx, &draft, None, SAVED_BY)?;
            imported.added += 1;
            here.push(draft);
        }
        Ok::<_, AppError>(imported)
    })?;
    Ok(written.value)
}

/// What came of words: one line a version, and what they are held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScriptReport {
    /// Scripts that were used, those that led to purchases most often first.
    pub scripts: Vec<ReportLine>,
    /// Contacts without any script.
    pub without: ScriptFigures,
}

/// A script in the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportLine {
    /// Which.
    pub id: ScriptId,
    /// What it is called now.
    pub title: String,
    /// What came of all its versions.
    pub figures: ScriptFigures,
    /// What came of each version that was used, the last one first.
    pub versions: Vec<ScriptVersionFigures>,
}

/// What came of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ScriptVersionFigures {
    /// Its number.
    pub version: u32,
    /// What came of it.
    pub figures: ScriptFigures,
}

/// Which words led to purchases.
///
/// # Errors
/// [`AppError::Internal`].
pub fn report(app: &App) -> Result<ScriptReport, AppError> {
    app.read(|reader| {
        let tallies = rows::tallies(reader)?;
        let used = |id: ScriptId| {
            tallies.iter().rev().filter_map(move |(key, tally)| {
                let key = key.filter(|key| key.id == id && key.version > 0)?;
                let figures = ScriptFigures::from(*tally);
                (figures.uses > 0).then_some(ScriptVersionFigures { version: key.version, figures })
            })
        };
        let mut scripts: Vec<_> = rows::list(reader)?
            .into_iter()
            .map(|kept| ReportLine {
                id: kept.script.id,
                title: kept.script.draft.title,
                figures: figures(&tallies, kept.script.id, 0),
                versions: used(kept.script.id).collect(),
            })
            .filter(|line| line.figures.uses > 0)
            .collect();
        // By share, compared without dividing.
        let share = |one: &ScriptFigures, other: &ScriptFigures| {
            u64::from(other.bought) * u64::from(one.uses)
        };
        scripts.sort_by(|a, b| {
            share(&a.figures, &b.figures)
                .cmp(&share(&b.figures, &a.figures))
                .then(b.figures.uses.cmp(&a.figures.uses))
                .then(a.id.cmp(&b.id))
        });
        let without = tallies.get(&None).copied().unwrap_or_default().into();
        Ok(ScriptReport { scripts, without })
    })
}
