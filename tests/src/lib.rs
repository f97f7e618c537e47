//! A shop for a story: a real encrypted file in a temporary folder, and a clock that the story
//! turns by hand.

pub mod readers;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use huike_app::{App, AppError, clock};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::{CustomerId, OperationId, PersonId, PurchaseId};
use huike_domain::interactions::InteractionKind;
use huike_domain::purchases::PurchaseDraft;
use huike_domain::shop::Shop;
use huike_domain::staff::{Allowed, Person, Role, Staff};
use huike_domain::time::{Instant, Zone};

/// A shop in Shanghai whose clock stands still until the story turns it.
pub struct Story {
    /// The open shop.
    pub app: App,
    now: Arc<AtomicI64>,
    folder: tempfile::TempDir,
}

impl Story {
    /// A named shop without customers, at `now` (RFC 3339, or a day, which means its end).
    ///
    /// # Panics
    /// Where the shop cannot be opened: the story cannot begin.
    #[must_use]
    pub fn at(now: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let now = Arc::new(AtomicI64::new(moment(now).0));
        let app = open(folder.path(), &now);
        let shop = Shop { name: "Studio".to_owned(), zone: "Asia/Shanghai".to_owned() };
        huike_app::shop::name(&app, op(), shop).expect("named");
        Self { app, now, folder }
    }

    /// Turns the clock.
    pub fn turn_to(&self, now: &str) {
        self.turn_to_moment(moment(now));
    }

    /// Turns the clock to a computed moment.
    pub fn turn_to_moment(&self, now: Instant) {
        self.now.store(now.0, Ordering::Relaxed);
    }

    /// The story's moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        Instant(self.now.load(Ordering::Relaxed))
    }

    /// Closes the file and opens it again, as a restart does.
    #[must_use]
    pub fn restart(self) -> Self {
        let Self { app, now, folder } = self;
        drop(app);
        let app = open(folder.path(), &now);
        Self { app, now, folder }
    }

    /// Closes the file, for other programs to work on; answers its folder and the way back.
    pub fn put_away(self) -> (tempfile::TempDir, impl FnOnce(tempfile::TempDir) -> Self) {
        let Self { app, now, folder } = self;
        drop(app);
        let back = move |folder: tempfile::TempDir| {
            let clock = Arc::clone(&now);
            let clock = Arc::new(move || Instant(clock.load(Ordering::Relaxed)));
            let app = App::at(folder.path(), clock);
            let view = huike_app::gate::status(&app).expect("a gate");
            if let Some(first) = view.people.first().filter(|_| !view.open) {
                huike_app::gate::enter(&app, first.id, &passphrase_of(&first.name))
                    .expect("let in");
            }
            Self { app, now, folder }
        };
        (folder, back)
    }

    /// Makes Today ready, as the scheduler does on a new day.
    ///
    /// # Panics
    /// Where that fails.
    pub fn prepare(&self) {
        huike_app::followups::prepare(&self.app, self.now()).expect("prepared");
    }

    /// Enters a customer of this name.
    ///
    /// # Panics
    /// Where that fails.
    #[must_use]
    pub fn customer(&self, name: &str) -> CustomerId {
        self.customer_with(CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() })
    }

    /// Enters a customer.
    ///
    /// # Panics
    /// Where that fails.
    #[must_use]
    pub fn customer_with(&self, draft: CustomerDraft) -> CustomerId {
        huike_app::customers::add(&self.app, op(), draft).expect("a customer")
    }

    /// Enters a purchase of whole yuan on a day.
    ///
    /// # Panics
    /// Where that fails.
    pub fn buys(&self, customer: CustomerId, day: &str, yuan: i64) -> PurchaseId {
        self.buys_item(customer, day, "item", yuan)
    }

    /// Enters a purchase of something for whole yuan on a day.
    ///
    /// # Panics
    /// Where that fails.
    pub fn buys_item(&self, customer: CustomerId, day: &str, item: &str, yuan: i64) -> PurchaseId {
        let draft = PurchaseDraft {
            at: Instant(moment(day).0 - 3_600_000),
            amount_fen: yuan * 100,
            item: item.to_owned(),
            order_no: String::new(),
            beyond_paid: false,
        };
        huike_app::purchases::add(&self.app, op(), customer, draft).expect("a purchase")
    }

    /// Takes the latest operation back.
    ///
    /// # Errors
    /// As [`huike_app::operations::undo`].
    pub fn undo(&self) -> Result<huike_app::operations::Undone, AppError> {
        huike_app::operations::undo(&self.app, op(), None)
    }
}

/// How many customers each import brings that may be killed.
pub const ROWS_OF_AN_IMPORT: u32 = 60;

/// Somebody who works in a story, with what their role usually may.
#[must_use]
pub fn person(name: &str, role: Role, limit_fen: Option<u32>) -> Person {
    let id = PersonId::from_uuid(clock::random_id());
    Person { id, name: name.to_owned(), role, limit_fen, allowed: Allowed::usual(role) }
}

/// What somebody in a story says to get in.
#[must_use]
pub fn passphrase_of(name: &str) -> String {
    format!("open says {}", name.to_lowercase())
}

impl Story {
    /// Enters who works here.
    ///
    /// # Panics
    /// Where that fails.
    pub fn staffed(&self, people: &[Person]) {
        huike_app::staff::save(&self.app, op(), Staff(people.to_vec())).expect("people");
    }

    /// Gives everybody their passphrase, the first owner first, who sits here from then on.
    ///
    /// # Panics
    /// Where that fails.
    pub fn guarded(&self, people: &[Person]) {
        self.staffed(people);
        let mut people: Vec<_> = people.iter().collect();
        people.sort_by_key(|person| std::cmp::Reverse(person.role));
        for person in people {
            let passphrase = Some(passphrase_of(&person.name));
            huike_app::staff::set_passphrase(&self.app, op(), person.id, None, passphrase)
                .expect("a passphrase");
        }
    }

    /// Lets somebody sit down.
    ///
    /// # Panics
    /// Where that fails.
    pub fn sits(&self, name: &str) {
        let view = huike_app::gate::status(&self.app).expect("a gate");
        let person = view.people.iter().find(|it| it.name == name).expect("somebody");
        huike_app::gate::enter(&self.app, person.id, &passphrase_of(name)).expect("let in");
    }
}

fn open(folder: &std::path::Path, now: &Arc<AtomicI64>) -> App {
    let now = Arc::clone(now);
    let clock = Arc::new(move || Instant(now.load(Ordering::Relaxed)));
    App::open_with_clock(folder, clock).expect("an open shop")
}

/// A new operation's id.
#[must_use]
pub fn op() -> OperationId {
    clock::new_operation()
}

/// Reads a moment; a plain day means its end in Shanghai.
///
/// # Panics
/// Where the text is no moment.
#[must_use]
pub fn moment(text: &str) -> Instant {
    Instant::parse(text, Zone::SHANGHAI).expect("a moment")
}

/// A contact of a kind, without a note unless it is one.
#[must_use]
pub fn contact(kind: InteractionKind, note: &str) -> huike_app::interactions::InteractionDraft {
    huike_app::interactions::InteractionDraft {
        kind,
        channel: None,
        note: note.to_owned(),
        script: None,
    }
}
