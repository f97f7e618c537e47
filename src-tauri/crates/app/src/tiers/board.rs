//! Figures that people look at: who stands where, who is near the next level, what benefits cost.

use chrono::NaiveDate;
use huike_domain::ids::{BenefitId, TierId};
use huike_domain::time::add_days;
use huike_store::settings;
use huike_store::tiers::{entitlements, membership};
use serde::{Deserialize, Serialize};

use super::{LevelName, Tier, name_of, shown};
use crate::App;
use crate::customers::{CustomerRow, row_of};
use crate::error::AppError;

/// The board of levels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    /// From the lowest level to the highest.
    pub levels: Vec<LevelFigures>,
    /// Each benefit of the program, over the last year.
    pub benefits: Vec<BenefitFigures>,
}

/// One level in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelFigures {
    /// Which.
    pub level: LevelName,
    /// Customers on it.
    pub customers: u32,
}

/// One benefit in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BenefitFigures {
    /// Which.
    pub id: BenefitId,
    /// As the shop calls it.
    pub name: String,
    /// Issued within a year.
    pub issued: u32,
    /// Of these, used at least once.
    pub used: u32,
    /// All uses.
    pub uses: u32,
    /// What these cost, in fen.
    #[specta(type = specta_typescript::Number)]
    pub cost_fen: i64,
}

/// How far back the board counts benefits.
const BOARD_DAYS: i64 = 365;

/// The board of levels.
///
/// # Errors
/// [`AppError::Internal`].
pub fn board(app: &App) -> Result<Board, AppError> {
    let now = app.now();
    app.read(|reader| {
        let program = settings::tiers(reader)?.unwrap_or_default();
        let counts = membership::counts(reader)?;
        let outcomes = entitlements::outcomes(reader, now.plus_days(-BOARD_DAYS))?;
        let of_level = |place| counts.iter().find(|(at, _)| *at == place).map_or(0, |(_, n)| *n);
        Ok(Board {
            levels: program
                .levels
                .iter()
                .enumerate()
                .map(|(place, level)| LevelFigures {
                    level: name_of(level),
                    customers: of_level(place),
                })
                .collect(),
            benefits: program
                .benefits
                .iter()
                .map(|benefit| {
                    let outcome = outcomes.get(&benefit.id).copied().unwrap_or_default();
                    BenefitFigures {
                        id: benefit.id,
                        name: benefit.name.clone(),
                        issued: outcome.issued,
                        used: outcome.used,
                        uses: outcome.uses,
                        cost_fen: outcome.cost_fen,
                    }
                })
                .collect(),
        })
    })
}

/// Whom a list of members names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Who {
    /// Those on a level, who entered it last first.
    On {
        /// Which.
        level: TierId,
    },
    /// Those whom money alone may bring to a level, the nearest first.
    Near {
        /// Which.
        level: TierId,
    },
    /// Those who will fall within so many days, the first to fall first.
    Falling {
        /// 1 to 366.
        days: u16,
    },
}

/// A line of a list of members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    pub row: CustomerRow,
    /// Where they stand.
    pub tier: Tier,
}

/// The most lines of a list of members.
const MOST_MEMBERS: u32 = 500;

/// Members, at most 500.
///
/// # Errors
/// [`AppError::NotFound`] for a level that is not there.
pub fn members(app: &App, who: Who, limit: u32) -> Result<Vec<Member>, AppError> {
    let today: NaiveDate = app.today()?;
    let limit = limit.min(MOST_MEMBERS);
    app.read(|reader| {
        let levels = settings::tiers(reader)?.unwrap_or_default().levels;
        let place = |wanted: TierId| {
            levels
                .iter()
                .position(|level| level.id == wanted)
                .ok_or_else(|| AppError::not_found("level", &wanted.to_string()))
        };
        let found = match who {
            Who::On { level } => membership::on(reader, place(level)?, limit)?,
            Who::Near { level } => {
                let place = place(level)?;
                membership::nearest(reader, place, levels[place].entry.any, limit)?
            }
            Who::Falling { days } => {
                membership::falling(reader, add_days(today, days.min(366).into()), limit)?
            }
        };
        Ok(found
            .into_iter()
            .map(|(summary, membership)| Member {
                row: row_of(summary),
                tier: shown(&membership, &levels, &[], today),
            })
            .collect())
    })
}
