//! How many customers stand where at a stated date.

use std::path::PathBuf;

use huike_app::AppError;
use huike_app::segments::{self, Line};
use huike_domain::segments::Scheme;
use serde_json::json;

use crate::args::SchemeName;
use crate::desk::Desk;
use crate::table::Table;
use crate::transfer::Part;
use crate::wording::money;

/// Counts customers by segment, and writes each one's line where a file is named.
pub(crate) fn segments(
    desk: &Desk,
    at: Option<String>,
    scheme: SchemeName,
    csv: Option<PathBuf>,
) -> Result<(), AppError> {
    let day = desk.day(at)?;
    let scheme = Scheme::from(scheme);
    let report = match csv {
        None => segments::report(&desk.app, day, scheme, None)?,
        Some(path) => {
            let part = Part::of(&path)?;
            let unwritable = |_| part.unwritable();
            let mut writer = csv::Writer::from_path(part.path()).map_err(unwritable)?;
            let mut visit = |line: Line| {
                let external_id = huike_app::transfer::harmless(&line.external_id).into_owned();
                writer.serialize(Line { external_id, ..line }).map_err(unwritable)
            };
            let report = segments::report(&desk.app, day, scheme, Some(&mut visit))?;
            writer.flush().map_err(|_| part.unwritable())?;
            drop(writer);
            part.finish()?;
            report
        }
    };
    desk.answer(&report, || {
        let mut table = Table::default().right(&[1]);
        for (segment, customers) in &report.counts {
            table.row([scheme_words(desk, scheme, segment), customers.to_string()]);
        }
        let n = i64::from(report.customers.max(1));
        let mean = |sum: i64| format!("{:.1}", sum as f64 / n as f64);
        let mut means = Table::default().right(&[1]);
        means.row([desk.say("ctl.customers"), report.customers.to_string()]);
        means.row([desk.say("ctl.meanRecency"), mean(report.sum_recency_days)]);
        means.row([desk.say("ctl.meanFrequency"), mean(report.sum_frequency)]);
        means.row([desk.say("ctl.meanMonetary"), money(report.sum_monetary_fen / n)]);
        format!("{day}\n\n{}\n{}", table.text(), means.text())
    })
}

fn scheme_words(desk: &Desk, scheme: Scheme, segment: &str) -> String {
    match scheme {
        Scheme::Three => desk.say(&format!("terms.segment.{segment}")),
        Scheme::Eight => format!("{segment}  {}", desk.say(&format!("ctl.eight.{segment}"))),
        Scheme::Quintiles => segment.to_owned(),
    }
}

/// Counts customers by stage.
pub(crate) fn stages(desk: &Desk, at: Option<String>) -> Result<(), AppError> {
    let day = desk.day(at)?;
    let counts = segments::stages(&desk.app, day)?;
    desk.answer(&json!({ "at": day, "counts": counts }), || {
        let mut table = Table::default().right(&[1]);
        for stage in ["active", "silent", "forgetting", "lost"] {
            let customers = counts.get(stage).copied().unwrap_or(0);
            table.row([desk.say(&format!("terms.stage.{stage}")), customers.to_string()]);
        }
        format!("{day}\n\n{}", table.text())
    })
}
