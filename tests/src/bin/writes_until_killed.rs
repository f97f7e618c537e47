//! Writes to the shop in the folder it is given, printing the id of each operation once it is
//! acknowledged, until somebody kills it.

use std::io::Write as _;
use std::path::PathBuf;

use huike_app::followups::Next;
use huike_app::{App, AppError, clock, customers, followups, interactions, purchases};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::OperationId;
use huike_domain::interactions::InteractionKind;
use huike_domain::purchases::PurchaseDraft;
use huike_tests::contact;

fn main() -> Result<(), AppError> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    let app = App::open(&folder)?;
    for n in 0.. {
        let op = clock::new_operation();
        let name = format!("customer {n}");
        let customer =
            customers::add(&app, op, CustomerDraft { name, ..CustomerDraft::default() })?;
        acknowledge(op);
        let (item, order_no) = ("cake".to_owned(), String::new());
        let op = clock::new_operation();
        let draft = PurchaseDraft {
            at: app.now(),
            amount_fen: 100 + n,
            item,
            order_no,
            beyond_paid: false,
        };
        purchases::add(&app, op, customer, draft)?;
        acknowledge(op);
        let op = clock::new_operation();
        let due = app.now().plus_days(1);
        let set = followups::set(&app, op, customer, due, String::new(), None)?;
        acknowledge(op);
        let op = clock::new_operation();
        let talk = contact(InteractionKind::DeepTalk, "talked");
        if n % 2 == 0 {
            let next = Next::At { due: app.now().plus_days(9), note: "again".to_owned() };
            followups::done(&app, op, set, talk, None, next)?;
        } else {
            interactions::log(&app, op, customer, talk, Next::None)?;
        }
        acknowledge(op);
    }
    Ok(())
}

/// One write a line, so that a kill cuts no line short that was told as done.
fn acknowledge(op: OperationId) {
    let mut out = std::io::stdout().lock();
    // A closed pipe means that nobody asks any more.
    let _ = out.write_all(format!("{op}\n").as_bytes()).and_then(|()| out.flush());
}
