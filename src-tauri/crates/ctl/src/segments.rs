//! How many customers stand where at a stated date.

use std::path::PathBuf;

use huike_app::AppError;
use huike_app::segments::{self, Line};
use huike_domain::segments::{MoveScheme, Scheme};
use huike_domain::time::add_days;
use serde_json::json;

use crate::args::{MoveSchemeName, SchemeName};
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
        Scheme::Four => desk.say(&format!("terms.four.{segment}")),
        Scheme::Eight => format!("{segment}  {}", desk.say(&format!("terms.eight.{segment}"))),
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

/// Shows who went from where to where, and names them.
pub(crate) fn moves(
    desk: &Desk,
    from: Option<String>,
    to: Option<String>,
    scheme: MoveSchemeName,
    limit: u32,
) -> Result<(), AppError> {
    let to = desk.day(to)?;
    let from = from.map_or_else(|| Ok(add_days(to, -30)), |from| desk.day(Some(from)))?;
    let scheme = MoveScheme::from(scheme);
    let flow = segments::moves(&desk.app, from, to, scheme)?;
    let mut rows = Vec::new();
    while rows.len() < limit as usize {
        let start = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let left = (limit - start).min(200);
        let page = segments::moved(&desk.app, from, to, scheme, None, start, left)?;
        if page.rows.is_empty() {
            break;
        }
        rows.extend(page.rows);
    }
    let answer = json!({
        "scheme": flow.scheme,
        "from": from,
        "to": to,
        "moved": flow.moved,
        "comparable_from": flow.comparable_from,
        "cells": flow.cells,
        "customers": rows,
    });
    desk.answer(&answer, || {
        let class = |class: &Option<String>| match class {
            Some(class) => class_words(desk, scheme, class),
            None => desk.say("terms.noPurchase"),
        };
        let mut table = Table::default().right(&[3]);
        for cell in flow.cells.iter().filter(|cell| cell.from != cell.to) {
            let way = [class(&cell.from), "→".to_owned(), class(&cell.to)];
            table.row(way.into_iter().chain([cell.customers.to_string()]));
        }
        let mut named = Table::default();
        for row in &rows {
            named.row([
                row.day.to_string(),
                row.row.name.clone(),
                class(&row.from),
                "→".to_owned(),
                class(&row.to),
            ]);
        }
        format!("{from} → {to}\n\n{}\n{}", table.text(), named.text())
    })
}

fn class_words(desk: &Desk, scheme: MoveScheme, class: &str) -> String {
    match scheme {
        MoveScheme::Three => scheme_words(desk, Scheme::Three, class),
        MoveScheme::Four => scheme_words(desk, Scheme::Four, class),
        MoveScheme::Eight => scheme_words(desk, Scheme::Eight, class),
        MoveScheme::Stage => desk.say(&format!("terms.stage.{class}")),
    }
}
