//! Purchases: the lines of one order, or of one customer's day, become one purchase.
//!
//! The lines of an order need not stand together, so all orders of a file are gathered before the
//! first is entered, and are then entered in the order in which they lie in the data file.

mod gather;
mod whose;

use huike_domain::ids::OperationId;
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::PurchaseField;
use huike_domain::transfer::rows::PurchaseColumns;
use huike_store::{Tx, purchases as store};

use super::run::Run;
use crate::App;
use crate::error::AppError;
use crate::transfer::files::HeldFile;
use crate::transfer::read::{Row, Stop};
use crate::transfer::table::date_order;
use crate::transfer::{ImportOptions, ImportReport, OnDuplicate};
use gather::Gathered;
use whose::{Naming, Whose};

pub(super) fn import(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<ImportReport, AppError> {
    let run = Run::<PurchaseField>::open(app, op, file, options, stop)?;
    let rules = DateRules {
        order: date_order(file, &options.read, PurchaseField::At, stop)?,
        today: app.today()?,
    };
    let zone = app.zone()?;
    let create = options.create_customers;
    // History is never rewritten, so there is no updating an order that is known.
    let again = options.on_duplicate == OnDuplicate::Create;
    run.write(app, op, "transfer.purchases", move |run, tx| {
        let columns = PurchaseColumns::of(run.header());
        let column = run.header().column(PurchaseField::Customer).map_or(0, |c| c.index);
        let mut whose =
            Whose::new(tx, Naming::by_heading(run.heading(column)), create, rules.today);
        let mut gathered = Gathered::new(tx, zone, again);
        run.rows(|row: &Row, report| {
            let line = columns.line(&rules, zone, |index| row.cell(index))?;
            let found = whose.find(&line.customer)?;
            let place = gathered.place(&found, &line)?;
            if gathered.is_known(place) {
                report.duplicates += 1;
                return Ok(());
            }
            let (customer, created) = whose.enter(found, &line.customer)?;
            gathered.add(place, customer, &line);
            report.imported += 1;
            report.customers_created += u32::from(created);
            report.refunds += u32::from(line.amount.is_negative());
            report.net_amount_fen += line.amount.0;
            Ok(())
        })?;
        enter(run, tx, gathered)
    })
}

/// Enters what was gathered, customer by customer and day by day.
fn enter(
    run: &Run<PurchaseField>,
    tx: &Tx<'_>,
    gathered: Gathered<'_, '_>,
) -> Result<(), AppError> {
    for (n, purchase) in gathered.in_order().iter().enumerate() {
        if n.is_multiple_of(256) {
            run.check_stop()?;
        }
        tx.in_bulk(|| store::insert_packed(tx, purchase.customer, &purchase.packed()))?;
    }
    Ok(())
}
