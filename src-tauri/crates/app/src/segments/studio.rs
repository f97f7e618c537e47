//! The studio: all schemes side by side, under bars and days that are being thought about.

use chrono::NaiveDate;
use huike_domain::ids::OperationId;
use huike_domain::segments::{
    Bars, EightClass, FourClass, Population, Position, SortingRules, Stage, StageDays, StageRule,
    ThreeClass,
};
use huike_store::settings;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// What a shop asks for when everyone is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Sorting {
    /// Which purchases count, what figures are compared with, what tells a stage.
    pub rules: SortingRules,
    /// The limits between stages.
    pub days: StageDays,
}

impl Sorting {
    fn checked(self) -> Result<Self, AppError> {
        Ok(Self { rules: self.rules.checked()?, days: self.days.checked()? })
    }
}

/// Customers of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ClassCount<T> {
    /// Which.
    pub class: T,
    /// How many.
    pub customers: u32,
    /// What they spent, in fen: purchases that count less refunds.
    #[specta(type = specta_typescript::Number)]
    pub monetary_fen: i64,
}

/// Everyone sorted into every scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Studio {
    /// The stated date.
    pub at: NaiveDate,
    /// Customers with a purchase on or before it.
    pub customers: u32,
    /// What figures are compared with.
    pub bars: Bars,
    /// Core, potential, win-back.
    pub three: Vec<ClassCount<ThreeClass>>,
    /// Loyal, growth, general, at risk.
    pub four: Vec<ClassCount<FourClass>>,
    /// Each comparison; important value first.
    pub eight: Vec<ClassCount<EightClass>>,
    /// Active to lost.
    pub stages: Vec<ClassCount<Stage>>,
    /// Customers by quintile: rows are frequency, 5 first; columns are recency, 1 first.
    pub grid: [[u32; 5]; 5],
    /// Their money, in fen.
    #[specta(type = [[specta_typescript::Number; 5]; 5])]
    pub grid_fen: [[i64; 5]; 5],
    /// Customers whose stage is told by a rhythm of their own.
    pub by_rhythm: u32,
}

/// What the shop asks for.
///
/// # Errors
/// [`AppError::Internal`].
pub fn rules(app: &App) -> Result<Sorting, AppError> {
    app.read(|reader| {
        Ok(Sorting { rules: settings::sorting(reader)?, days: settings::stages(reader)? })
    })
}

/// Saves what the shop asks for and sorts everyone anew.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn set_rules(app: &App, op: OperationId, sorting: Sorting) -> Result<(), AppError> {
    let Sorting { rules, days } = sorting.checked()?;
    app.write(op, "segments.rules", None, move |tx| {
        settings::set_sorting(tx, &rules)?;
        Ok(settings::set_stages(tx, &days)?)
    })?;
    crate::followups::prepare_anew(app);
    Ok(())
}

/// Sorts everyone as of the present, as each new day does by itself. Answers how many moved.
///
/// # Errors
/// [`AppError::Busy`], [`AppError::Internal`].
pub fn snapshot(app: &App) -> Result<u32, AppError> {
    super::sort(app, app.now())
}

/// Everyone sorted as `sorting` says at a stated date, today where none, without storing anything.
///
/// # Errors
/// [`AppError::Invalid`] names the figure to mend.
pub fn studio(app: &App, sorting: Sorting, at: Option<NaiveDate>) -> Result<Studio, AppError> {
    let Sorting { rules, days } = sorting.checked()?;
    let stages = StageRule { days, by: rules.stage_by };
    let now = app.now();
    app.read(|reader| {
        let zone = crate::app::zone(reader)?;
        let day = at.unwrap_or_else(|| zone.day_of(now));
        let stored = huike_store::segments::stored_population(reader, day, zone, &rules)?;
        let population = match stored {
            Some(population) => population,
            None => huike_store::segments::population(reader, day, zone, &rules)?,
        };
        Ok(sorted(day, &population, &rules, &stages))
    })
}

fn sorted(
    at: NaiveDate,
    population: &Population,
    rules: &SortingRules,
    stages: &StageRule,
) -> Studio {
    let positions = population.positions(stages);
    let (mut grid, mut grid_fen) = ([[0; 5]; 5], [[0; 5]; 5]);
    let mut by_rhythm = 0;
    for position in &positions {
        let [r, f, _] = position.quintiles.map(usize::from);
        grid[5 - f][r - 1] += 1;
        grid_fen[5 - f][r - 1] += position.activity.monetary_fen;
        let limits = stages.limits(position.activity.rhythm_days);
        by_rhythm += u32::from(limits.rhythm_days.is_some());
    }
    let mut eight = counts(&positions, EightClass::ALL, |p| p.eight);
    eight.reverse();
    Studio {
        at,
        customers: population.yardstick().customers,
        bars: population.yardstick().bars(rules),
        three: counts(&positions, ThreeClass::ALL, |p| p.three),
        four: counts(&positions, FourClass::ALL, |p| p.four),
        eight,
        stages: counts(&positions, Stage::ALL, |p| p.stage),
        grid,
        grid_fen,
        by_rhythm,
    }
}

fn counts<T: Copy + PartialEq, const N: usize>(
    positions: &[Position],
    classes: [T; N],
    class_of: impl Fn(&Position) -> T,
) -> Vec<ClassCount<T>> {
    let mut found = classes.map(|class| ClassCount { class, customers: 0, monetary_fen: 0 });
    for position in positions {
        let class = class_of(position);
        if let Some(count) = found.iter_mut().find(|count| count.class == class) {
            count.customers += 1;
            count.monetary_fen += position.activity.monetary_fen;
        }
    }
    found.into()
}
