//! Purchases: the lines of one order, or of one customer's day, become one purchase.
//!
//! The lines of an order need not stand together, so all orders of a file are gathered before the
//! first is entered, and are then entered in the order in which they lie in the data file.

mod gather;
mod whose;

use huike_domain::time::Zone;
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::fields::PurchaseField;
use huike_domain::transfer::headers::Header;
use huike_domain::transfer::rows::PurchaseColumns;
use huike_store::{Tx, purchases as store};

use super::kind::Kind;
use super::ledger::{Ledger, Rehearsed, Remembers};
use super::run::{Run, Taken};
use crate::App;
use crate::error::AppError;
use crate::transfer::read::Row;
use crate::transfer::table::Opening;
use crate::transfer::{ImportKind, ImportOptions, OnDuplicate};
use gather::Gathered;
use whose::{Naming, Whose};

/// What is known before the first row.
pub(super) struct Purchases {
    dates: DateRules,
    zone: Zone,
    /// Whether unknown customers come along.
    create: bool,
    /// Whether an order that is known is entered once more. History is never rewritten, so there
    /// is no updating it.
    again: bool,
}

impl Kind for Purchases {
    type Field = PurchaseField;
    const KIND: ImportKind = ImportKind::Purchases;
    const OPERATION: &'static str = "transfer.purchases";
    const DATED: PurchaseField = PurchaseField::At;

    fn open(
        app: &App,
        options: &ImportOptions,
        dates: DateRules,
        _opening: Opening,
    ) -> Result<Self, AppError> {
        let again = options.on_duplicate == OnDuplicate::Create;
        Ok(Self { dates, zone: app.zone()?, create: options.create_customers, again })
    }

    fn remembers(&self, _header: &Header<PurchaseField>) -> Remembers {
        Remembers { names: true, ..Remembers::default() }
    }

    fn enter(&self, run: &mut Run<PurchaseField>, tx: &Tx<'_>) -> Result<(), AppError> {
        let gathered = gather(run, tx, self)?;
        enter(run, tx, gathered)
    }

    fn count(
        &self,
        run: &mut Run<PurchaseField>,
        rehearsed: &Rehearsed<'_>,
    ) -> Result<(), AppError> {
        gather(run, rehearsed, self).map(drop)
    }
}

fn gather<'a, L: Ledger>(
    run: &mut Run<PurchaseField>,
    ledger: &'a L,
    rules: &Purchases,
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
