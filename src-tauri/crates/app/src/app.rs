//! The open shop: the store, files, running jobs, and who listens.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use huike_domain::ids::{CustomerId, OperationId};
use huike_domain::shop::Language;
use huike_domain::staff::right_of_operation;
use huike_domain::time::{Instant, Zone};
use huike_store::ops::STANDING;
use huike_store::search::Dictionary;
use huike_store::tiers::membership::MEMBERSHIP;
use huike_store::{Actor, Op, Reader, Store, Tx, Written};
use tokio::sync::broadcast;

use crate::customers::LastScan;
use crate::error::AppError;
use crate::events::{DataKind, Event};
use crate::gate::Door;
use crate::tiers::Tried;
use crate::transfer::files::Files;
use crate::transfer::jobs::Jobs;
use crate::vault::Keeping;
use crate::words::Words;

/// Tells the present moment; a test brings its own.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The open shop. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    door: Door,
    clock: Clock,
    files: Files,
    jobs: Jobs,
    last_scan: LastScan,
    dictionary: Dictionary,
    tried: Tried,
    keeping: Keeping,
    events: broadcast::Sender<Event>,
    notifications_work: Mutex<Option<bool>>,
    owes_preparation: AtomicBool,
}

/// Events that a slow screen may fall behind before it is told to refetch everything.
const BACKLOG: usize = 256;

impl App {
    /// Opens the shop in `folder`, creating it on the first run.
    ///
    /// # Errors
    /// [`AppError::Locked`] where it takes a passphrase, [`AppError::NewerFile`],
    /// [`AppError::Damaged`], or [`AppError::Internal`] where the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self, AppError> {
        Self::open_with_clock(folder, Arc::new(crate::clock::now))
    }

    /// Refuses a shop that has no name yet.
    ///
    /// # Errors
    /// [`AppError::NoShop`].
    pub fn is_named(&self) -> Result<(), AppError> {
        let shop = self.read(|reader| Ok(huike_store::settings::shop(reader)?))?;
        shop.map(drop).ok_or(AppError::NoShop)
    }

    /// [`App::open`] with another clock.
    ///
    /// # Errors
    /// As [`App::open`].
    pub fn open_with_clock(folder: &Path, clock: Clock) -> Result<Self, AppError> {
        let app = Self::at(folder, clock);
        app.store().map(drop)?;
        Ok(app)
    }

    /// The shop in `folder`, whether it opens or not: a window asks whoever sits there for what is
    /// missing. What could not be opened answers everything but the gate with the reason.
    #[must_use]
    pub fn at(folder: &Path, clock: Clock) -> Self {
        let (events, _) = broadcast::channel(BACKLOG);
        let inner = Inner {
            folder: folder.to_owned(),
            door: Door::default(),
            clock,
            files: Files::default(),
            jobs: Jobs::default(),
            last_scan: LastScan::default(),
            dictionary: Dictionary::default(),
            tried: Tried::default(),
            keeping: Keeping::default(),
            events,
            notifications_work: Mutex::new(None),
            owes_preparation: AtomicBool::new(false),
        };
        let app = Self { inner: Arc::new(inner) };
        crate::gate::open_by_itself(&app);
        app
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// What lets people in.
    pub(crate) fn door(&self) -> &Door {
        &self.inner.door
    }

    /// What a file that was opened tells to the screens.
    pub(crate) fn listen_to(&self, store: &Store) {
        let sender = self.inner.events.clone();
        store.on_change(move |changed| {
            let kinds: BTreeSet<_> =
                changed.kinds.iter().filter_map(|table| kind_of(table)).collect();
            // Nobody listening is no failure.
            let _ = sender.send(Event::Changed { kinds: kinds.into_iter().collect() });
        });
    }

    /// Lets go whatever was read of the file.
    pub(crate) fn forget(&self) {
        self.inner.jobs.stop_all();
        self.inner.last_scan.forget();
        self.inner.dictionary.forget();
        self.inner.tried.forget();
        self.inner.files.forget();
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        (self.inner.clock)()
    }

    /// Whether Today must be made anew although the day has not changed.
    pub(crate) fn owes_preparation(&self) -> bool {
        self.inner.owes_preparation.load(Ordering::Relaxed)
    }

    pub(crate) fn owe_preparation(&self, owes: bool) {
        self.inner.owes_preparation.store(owes, Ordering::Relaxed);
    }

    /// The shop's zone; `Asia/Shanghai` before the first run is through.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub fn zone(&self) -> Result<Zone, AppError> {
        self.read(|reader| Ok(zone(reader)?))
    }

    /// Today in the shop's zone.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub fn today(&self) -> Result<NaiveDate, AppError> {
        Ok(self.zone()?.day_of(self.now()))
    }

    /// The words of the shop's language.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub fn words(&self) -> Result<&'static Words, AppError> {
        Ok(Words::of(self.language()?))
    }

    /// The shop's language; while it is shut, the one it had.
    ///
    /// # Errors
    /// Why the shop does not open, where its language was never known here.
    pub fn language(&self) -> Result<Language, AppError> {
        let read = self.read(|reader| Ok(huike_store::settings::preferences(reader)?.language));
        read.or_else(|error| crate::desk::read(self).language.ok_or(error))
    }

    /// Files that screens may touch.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.inner.files
    }

    /// Running jobs.
    #[must_use]
    pub fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }

    /// Hears every event from now on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    /// Tells every screen.
    pub fn tell(&self, event: Event) {
        // Nobody listening is no failure.
        let _ = self.inner.events.send(event);
    }

    /// The open file.
    ///
    /// # Errors
    /// [`AppError::Locked`], or why it could not be opened.
    pub fn store(&self) -> Result<Store, AppError> {
        self.inner.door.store()
    }

    /// Whether the file is not open.
    #[must_use]
    pub fn is_shut(&self) -> bool {
        self.inner.door.store().is_err()
    }

    /// Who does what is done here.
    ///
    /// # Errors
    /// [`AppError::Locked`] where the shop is guarded and nobody proved who they are.
    pub fn actor(&self) -> Result<Actor, AppError> {
        Ok(self.inner.door.who()?.map_or(Actor::Owner, Actor::Person))
    }

    /// Asks whether another program wrote to the file, and tells the screens if so.
    ///
    /// # Errors
    /// [`AppError::Busy`], [`AppError::Internal`].
    pub fn notice_others(&self) -> Result<(), AppError> {
        if self.store()?.changed_elsewhere()? {
            self.everything_changed();
        }
        Ok(())
    }

    /// Tells every screen to ask for everything again.
    pub(crate) fn everything_changed(&self) {
        self.tell(Event::Changed { kinds: vec![DataKind::All] });
    }

    /// Whether the desktop showed our last notification; none before the first.
    #[must_use]
    pub fn notifications_work(&self) -> Option<bool> {
        *self.inner.notifications_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes whether the desktop shows our notifications, and tells the screens where that is new.
    pub fn set_notifications_work(&self, work: bool) {
        let mut known =
            self.inner.notifications_work.lock().unwrap_or_else(PoisonError::into_inner);
        if known.replace(work) != Some(work) {
            tracing::info!(work, "notifications");
            self.tell(Event::Changed { kinds: vec![DataKind::Settings] });
        }
    }

    pub(crate) fn last_scan(&self) -> &LastScan {
        &self.inner.last_scan
    }

    /// What programs of levels are tried on.
    pub(crate) fn tried(&self) -> &Tried {
        &self.inner.tried
    }

    /// What went wrong with the last backup.
    pub(crate) fn keeping(&self) -> &Keeping {
        &self.inner.keeping
    }

    /// The Latin words of the file, for typing errors.
    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.inner.dictionary
    }

    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.heed(self.store()?.read(work))
    }

    /// Runs one operation of the person at the screen, who must have the right that its kind takes.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        id: OperationId,
        kind: &'static str,
        subject: Option<CustomerId>,
        work: impl FnOnce(&Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<Written<T>, AppError> {
        let op = Op { id, actor: self.actor()?, kind, at: self.now(), subject };
        let written = self.store()?.write(op, |tx| {
            crate::staff::permit(tx, right_of_operation(kind))?;
            let value = work(tx)?;
            crate::consequences::settle(tx)?;
            Ok(value)
        });
        self.heed(written)
    }

    /// Runs one operation of the program itself, as of `at`.
    pub(crate) fn write_by_itself<T: Send + 'static>(
        &self,
        kind: &'static str,
        at: Instant,
        work: impl FnOnce(&Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<Written<T>, AppError> {
        let id = OperationId::from_uuid(crate::clock::id_at(at));
        let op = Op { id, actor: Actor::System, kind, at, subject: None };
        self.heed(self.store()?.write(op, work))
    }

    /// A file that turns out to be damaged while it is used is shut, whatever was being done.
    fn heed<T>(&self, answer: Result<T, AppError>) -> Result<T, AppError> {
        if let Err(AppError::Damaged { .. }) = &answer {
            crate::gate::shut_as_damaged(self);
        }
        answer
    }
}

/// The shop's zone, inside a read or a writing transaction.
pub(crate) fn zone(read: &impl huike_store::Read) -> Result<Zone, huike_store::StoreError> {
    let shop = huike_store::settings::shop(read)?;
    Ok(shop.and_then(|shop| Zone::parse(&shop.zone)).unwrap_or(Zone::SHANGHAI))
}

fn kind_of(table: &str) -> Option<DataKind> {
    Some(match table {
        "setting" => DataKind::Settings,
        "customer"
        | "reach"
        | "anniversary"
        | "customer_preference"
        | "custom_value"
        | "contact_limit"
        | "distinct_pair" => DataKind::Customers,
        "preference" | "custom_field" => DataKind::Library,
        "purchase" => DataKind::Purchases,
        "interaction" | "pinned" | "attachment" => DataKind::Interactions,
        "rule" => DataKind::Rules,
        "follow_up" => DataKind::Followups,
        STANDING => DataKind::Segments,
        "view" => DataKind::Views,
        "tier_override" | "entitlement" | "entitlement_step" | MEMBERSHIP => DataKind::Tiers,
        "points_entry" => DataKind::Points,
        "voucher_batch" | "voucher" | "voucher_event" | "approval" | "approval_answer" => {
            DataKind::Vouchers
        }
        "playbook" => DataKind::Playbooks,
        "script" | "script_version" | "script_use" | "script_result" => DataKind::Scripts,
        "complaint" | "complaint_step" | "complaint_clock" | "remedy" | "improvement"
        | "improved" => DataKind::Complaints,
        "op" => DataKind::Operations,
        _ => return None,
    })
}
