//! Works in the shop in the folder it is given, printing a line for each thing once that is
//! acknowledged, until somebody kills it. The second word says at what: `writing`, `importing`,
//! `backing-up`, `rekeying`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use huike_app::followups::Next;
use huike_app::transfer::{self, ImportKind, ImportOptions};
use huike_app::{App, AppError, clock, customers, followups, gate, interactions, purchases, vault};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::CustomerId;
use huike_domain::interactions::InteractionKind;
use huike_domain::purchases::PurchaseDraft;
use huike_tests::{ROWS_OF_AN_IMPORT, contact, passphrase_of};

fn main() -> Result<(), AppError> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap_or_default());
    let work = words.next().unwrap_or_default();
    let app = gate::at(&folder)?;
    if let Some(owner) = gate::status(&app)?.people.first().filter(|_| app.store().is_err()) {
        gate::enter(&app, owner.id, &passphrase_of(&owner.name))?;
    }
    for n in 0.. {
        match work.as_str() {
            "importing" => import(&app, &folder, n)?,
            "backing-up" => back_up(&app, n)?,
            "rekeying" => rekey(&app)?,
            _ => write(&app, n)?,
        }
    }
    Ok(())
}

fn enter(app: &App, n: i64) -> Result<CustomerId, AppError> {
    let op = clock::new_operation();
    let draft = CustomerDraft { name: format!("customer {n}"), ..CustomerDraft::default() };
    let customer = customers::add(app, op, draft)?;
    acknowledge(op);
    Ok(customer)
}

fn write(app: &App, n: i64) -> Result<(), AppError> {
    let customer = enter(app, n)?;
    let (item, order_no) = ("cake".to_owned(), String::new());
    let op = clock::new_operation();
    let amount_fen = 100 + n;
    let draft = PurchaseDraft { at: app.now(), amount_fen, item, order_no, beyond_paid: false };
    purchases::add(app, op, customer, draft)?;
    acknowledge(op);
    let op = clock::new_operation();
    let due = app.now().plus_days(1);
    let set = followups::set(app, op, customer, due, String::new(), None)?;
    acknowledge(op);
    let op = clock::new_operation();
    let talk = contact(InteractionKind::DeepTalk, "talked");
    if n % 2 == 0 {
        let next = Next::At { due: app.now().plus_days(9), note: "again".to_owned() };
        followups::done(app, op, set, talk, None, next)?;
    } else {
        interactions::log(app, op, customer, talk, Next::None)?;
    }
    acknowledge(op);
    Ok(())
}

fn import(app: &App, folder: &Path, n: i64) -> Result<(), AppError> {
    let mut table = "customer id,name\n".to_owned();
    for row in 0..ROWS_OF_AN_IMPORT {
        table.push_str(&format!("{}-{n}-{row},somebody {row}\n", std::process::id()));
    }
    let path = folder.with_extension(format!("{}.csv", std::process::id()));
    std::fs::write(&path, table).map_err(|_| AppError::not_found("file", ""))?;
    let token = app.files().hold_copy(&path, "table.csv");
    let op = clock::new_operation();
    transfer::import(app, op, token, ImportKind::Customers, ImportOptions::default())?;
    acknowledge(op);
    Ok(())
}

fn back_up(app: &App, n: i64) -> Result<(), AppError> {
    enter(app, n)?;
    vault::make_now(app)
}

fn rekey(app: &App) -> Result<(), AppError> {
    let op = clock::new_operation();
    vault::change_key(app, op)?;
    acknowledge(op);
    Ok(())
}

/// One line for each thing, so that a kill cuts no line short that was told as done.
fn acknowledge(op: huike_domain::ids::OperationId) {
    let mut out = std::io::stdout().lock();
    // A closed pipe means that nobody asks any more.
    let _ = out.write_all(format!("{op}\n").as_bytes()).and_then(|()| out.flush());
}
