//! Purchases: the lines of one order, or of one customer's day, become one purchase.
//!
//! The lines of an order need not stand together, so all orders of a file are gathered before the
//! first is entered, and are then entered in the order in which they lie in the data file.

mod gather;
mod whose;

use huike_domain::ids::OperationId;
use huike_domain::time::Zone;
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::PurchaseField;
use huike_domain::transfer::rows::PurchaseColumns;
use huike_store::{Tx, purchases as store};

use super::ledger::{Ledger, Rehearsed, Remembers};
use super::remember;
use super::run::{Rehearsing, Run, Taken};
use crate::App;
use crate::error::AppError;
use crate::transfer::files::HeldFile;
use crate::transfer::read::{Row, Stop};
use crate::transfer::table::{Opening, date_rules};
use crate::transfer::{ImportKind, ImportOptions, ImportReport, OnDuplicate, Rehearsal};
use gather::Gathered;
use whose::{Naming, Whose};

/// What is known before the first row.
#[derive(Clone, Copy)]
struct Rules {
    dates: DateRules,
    zone: Zone,
    /// Whether unknown customers come along.
    create: bool,
    /// Whether an order that is known is entered once more. History is never rewritten, so there
    /// is no updating it.
    again: bool,
}

pub(super) fn import(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<ImportReport, AppError> {
    let (run, rules) = open(app, op, file, options, stop)?;
    let headings = run.headings();
    let report = run.write(app, op, "transfer.purchases", move |run, tx| {
        let gathered = gather(run, tx, &rules)?;
        enter(run, tx, gathered)
    })?;
    remember(app, headings, ImportKind::Purchases, options, &report);
    Ok(report)
}

/// Counts what [`import`] would do.
pub(super) fn rehearse(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
    how: Rehearsing,
) -> Result<Rehearsal, AppError> {
    let (run, rules) = open(app, op, file, options, stop)?;
    run.rehearse(app, how, |run, reader| {
        let ledger = Rehearsed::new(reader, Remembers { names: true, ..Remembers::default() });
        gather(run, &ledger, &rules).map(drop)
    })
}

fn open(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<(Run<PurchaseField>, Rules), AppError> {
    let opening = Opening::of(app, stop.clone())?;
    let rules = Rules {
        dates: date_rules(file, &options.read, PurchaseField::At, &opening)?,
        zone: app.zone()?,
        create: options.create_customers,
        again: options.on_duplicate == OnDuplicate::Create,
    };
    // One after the other: a workbook's shared strings are not held twice.
    Ok((Run::<PurchaseField>::open(app, op, file, options, &opening)?, rules))
}

fn gather<'a, L: Ledger>(
    run: &mut Run<PurchaseField>,
    ledger: &'a L,
    rules: &Rules,
) -> Result<Gathered<'a, L>, AppError> {
    let columns = PurchaseColumns::of(run.header());
    let column = run.header().column(PurchaseField::Customer).map_or(0, |c| c.index);
    let naming = Naming::by_heading(run.heading(column));
    let mut whose = Whose::new(ledger, naming, rules.create, rules.dates.today);
    let mut gathered = Gathered::new(ledger, rules.zone, rules.again);
    run.rows(|row: &Row, report| {
        let line = columns.line(&rules.dates, rules.zone, |index| row.cell(index))?;
        let found = whose.find(&line.customer)?;
        let place = gathered.place(&found, &line)?;
        if gathered.is_known(place) {
            return Ok(Taken::Known);
        }
        let (customer, created) = whose.enter(found, &line.customer)?;
        gathered.add(place, customer, &line);
        report.customers_created += u32::from(created);
        report.refunds += u32::from(line.amount.is_negative());
        report.net_amount_fen += line.amount.0;
        Ok(Taken::Created)
    })?;
    Ok(gathered)
}

/// Enters what was gathered, customer by customer and day by day.
fn enter(
    run: &Run<PurchaseField>,
    tx: &Tx<'_>,
    gathered: Gathered<'_, Tx<'_>>,
) -> Result<(), AppError> {
    for (n, purchase) in gathered.in_order().iter().enumerate() {
        if n.is_multiple_of(256) {
            run.check_stop()?;
        }
        tx.in_bulk(|| store::insert_packed(tx, purchase.customer, &purchase.packed()))?;
    }
    Ok(())
}
