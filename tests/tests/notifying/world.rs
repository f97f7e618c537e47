//! A shop whose clock jumps, whose programs are killed and whose people put things off, beside a
//! list on paper of what must have been told.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::Timelike as _;
use huike_app::followups::{self, Announcement, Answer};
use huike_app::{App, notifying, scheduler};
use huike_domain::customers::CustomerDraft;
use huike_domain::followups::Rank;
use huike_domain::ids::{CustomerId, FollowUpId};
use huike_domain::notifying::{Notifying, Quiet};
use huike_domain::shop::Shop;
use huike_domain::time::{DAY_MS, Instant, Zone};
use huike_store::followups::NewFollowUp;
use huike_store::{Actor, Op, StoreError};
use huike_tests::{moment, op};
use uuid::Uuid;

use crate::desktop::{Desktop, Kill, Killed};

/// Follow-ups of one world.
pub(crate) const SCHEDULES: u64 = 400;
const STEPS: u32 = 320;
const BATCHES: u64 = 4;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const ZONES: [&str; 4] = ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"];

/// What happened in all worlds.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    pub(crate) told: u64,
    pub(crate) twice: u64,
    pub(crate) again: u64,
    pub(crate) groups: u64,
    pub(crate) kills: u64,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.told += other.told;
        self.twice += other.twice;
        self.again += other.again;
        self.groups += other.groups;
        self.kills += other.kills;
    }
}

/// A due time of a follow-up.
type Due = (FollowUpId, Instant);

/// What the list on paper says of one.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// When it is to be told; none: it was.
    tell_at: Option<Instant>,
    again: bool,
    /// How often the desktop may show it.
    allowed: u32,
    shown: u32,
    /// The notification that told it last, unless that was answered.
    notice: Option<Uuid>,
}

struct World {
    random: fastrand::Rng,
    folder: tempfile::TempDir,
    now: Arc<AtomicI64>,
    programs: Vec<App>,
    desktop: Desktop,
    works: bool,
    how: Notifying,
    zone: Zone,
    customers: Vec<CustomerId>,
    /// Open follow-ups and when they are due.
    open: BTreeMap<FollowUpId, Instant>,
    paper: BTreeMap<Due, Line>,
    /// What was shown and not confirmed: it may come again under the same name.
    unsure: BTreeMap<FollowUpId, Announcement>,
    sum: Sum,
}

/// Lives through one world.
pub(crate) fn live(seed: u64) -> Sum {
    let mut world = World::begin(seed);
    for step in 0..STEPS {
        if step % (STEPS / BATCHES as u32) == 0 {
            world.plan(SCHEDULES / BATCHES);
        }
        world.turn_clock();
        world.people();
        world.tick();
    }
    world.end();
    world.sum
}

impl World {
    fn begin(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let now = Arc::new(AtomicI64::new(moment("2026-03-20T09:00:00+08:00").0));
        let mut world = Self {
            random: fastrand::Rng::with_seed(seed),
            folder,
            now,
            programs: Vec::new(),
            desktop: Desktop::default(),
            works: true,
            how: Notifying::default(),
            zone: Zone::SHANGHAI,
            customers: Vec::new(),
            open: BTreeMap::new(),
            paper: BTreeMap::new(),
            unsure: BTreeMap::new(),
            sum: Sum::default(),
        };
        for _ in 0..=world.random.usize(..2) {
            let program = world.start();
            world.programs.push(program);
        }
        world.move_to(0);
        let app = world.app();
        for name in ["a", "b", "c"] {
            let draft = CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() };
            world.customers.push(huike_app::customers::add(&app, op(), draft).expect("added"));
        }
        world
    }

    fn start(&self) -> App {
        let now = Arc::clone(&self.now);
        let clock = Arc::new(move || Instant(now.load(Ordering::Relaxed)));
        App::open_with_clock(self.folder.path(), clock).expect("an open shop")
    }

    fn now(&self) -> Instant {
        Instant(self.now.load(Ordering::Relaxed))
    }

    fn app(&mut self) -> App {
        let which = self.random.usize(..self.programs.len());
        self.programs[which].clone()
    }

    /// Moves the shop to another zone.
    fn move_to(&mut self, which: usize) {
        let shop = Shop { name: "Studio".to_owned(), zone: ZONES[which].to_owned() };
        self.zone = Zone::parse(ZONES[which]).expect("a zone");
        huike_app::shop::name(&self.app(), op(), shop).expect("named");
    }

    /// Plans follow-ups, most in the weeks ahead, some in the past, some at one moment.
    fn plan(&mut self, count: u64) {
        let shared = Instant(self.now().0 + self.random.i64(0..3 * DAY_MS));
        let new: Vec<NewFollowUp> = (0..count)
            .map(|at| {
                let due = if at % 8 == 0 {
                    shared
                } else {
                    Instant(self.now().0 + self.random.i64(-DAY_MS..12 * DAY_MS))
                };
                let customer = self.customers[self.random.usize(..3)];
                NewFollowUp::by_hand(customer, due, Rank(self.random.i64(0..1_000)))
            })
            .collect();
        let planned: Vec<_> = new.iter().map(|new| new.due).collect();
        let at = self.now();
        let write =
            Op { id: op(), actor: Actor::System, kind: "followups.plan", at, subject: None };
        let ids = self.app().store().expect("open").write(write, move |tx| {
            let ids = new.iter().map(|new| huike_store::followups::insert(tx, new));
            ids.collect::<Result<Vec<_>, StoreError>>()
        });
        for (id, due) in ids.expect("planned").value.into_iter().flatten().zip(planned) {
            self.wait(id, due);
        }
    }

    fn wait(&mut self, id: FollowUpId, due: Instant) {
        self.open.insert(id, due);
        self.paper.entry((id, due)).or_insert(Line {
            tell_at: Some(due),
            again: false,
            allowed: 1,
            shown: 0,
            notice: None,
        });
    }

    /// Goes on a little, sleeps, or is set wrong and right.
    fn turn_clock(&mut self) {
        let random = &mut self.random;
        let by = match random.u8(..20) {
            0 => random.i64(DAY_MS..7 * DAY_MS),
            1..=2 => random.i64(-2 * DAY_MS..0),
            3..=4 => random.i64(0..2 * DAY_MS),
            5..=8 => random.i64(HOUR..12 * HOUR),
            9..=12 => random.i64(MINUTE..HOUR),
            _ => random.i64(0..2 * MINUTE),
        };
        self.now.fetch_add(by, Ordering::Relaxed);
    }

    fn people(&mut self) {
        let (app, now) = (self.app(), self.now());
        let some = |world: &mut Self| {
            let which = world.random.usize(..world.open.len().max(1));
            world.open.iter().nth(which).map(|(id, due)| (*id, *due))
        };
        match self.random.u8(..24) {
            0 => {
                let zone = self.random.usize(..ZONES.len());
                self.move_to(zone);
            }
            1 => {
                self.works = !self.works;
                self.desktop.works(self.works);
            }
            2..=3 => {
                let quiet =
                    Quiet { from: self.random.u16(..720), until: self.random.u16(720..1_440) };
                let turned = Quiet { from: quiet.until, until: quiet.from };
                self.how = Notifying {
                    on: self.random.u8(..6) > 0,
                    quiet: [None, Some(quiet), Some(turned)][self.random.usize(..3)],
                    group_from: self.random.u8(2..6),
                    ..self.how
                };
                notifying::save(&app, op(), self.how).expect("saved");
            }
            4..=6 => {
                let Some((id, due)) = some(self) else { return };
                followups::cancel(&app, op(), id, "skipped".to_owned()).expect("taken off");
                self.forget((id, due));
                self.open.remove(&id);
            }
            7..=9 => {
                let Some((id, due)) = some(self) else { return };
                let until = Instant(now.0 + self.random.i64(MINUTE..3 * DAY_MS));
                followups::snooze(&app, op(), id, until).expect("put off");
                self.forget((id, due));
                self.wait(id, until);
            }
            10..=11 if self.sum.told > 0 => {
                let told = self.desktop.last();
                followups::answer(&app, &told, Answer::InTenMinutes).expect("later");
                for id in &told.follow_ups {
                    self.ask_again(*id, told.notice, now);
                }
            }
            _ => {}
        }
    }

    /// What waits no longer; what was told stays told.
    fn forget(&mut self, due: Due) {
        self.unsure.remove(&due.0);
        if self.paper.get(&due).is_some_and(|line| line.tell_at.is_some()) {
            let line = self.paper.get_mut(&due).expect("a line");
            if line.shown == 0 {
                self.paper.remove(&due);
            } else {
                line.tell_at = None;
            }
        }
    }

    fn ask_again(&mut self, id: FollowUpId, notice: Uuid, now: Instant) {
        let Some(due) = self.open.get(&id).copied() else { return };
        let line = self.paper.get_mut(&(id, due)).expect("a line");
        // A notification of an earlier due time speaks of that alone.
        if line.notice != Some(notice) {
            return;
        }
        self.unsure.remove(&id);
        line.notice = None;
        line.allowed = line.shown + 1;
        line.again = true;
        line.tell_at = Some(Instant((now.0 + 10 * MINUTE).max(due.0)));
        self.sum.again += 1;
    }

    fn is_quiet(&self) -> bool {
        let time = self.zone.time_of(self.now());
        let minute = u16::try_from(time.hour() * 60 + time.minute()).expect("a minute");
        let all_day = 0..1_440_u16;
        self.how.quiet.is_some_and(|quiet| {
            let mut hours =
                all_day.cycle().skip(quiet.from.into()).take_while(|m| *m != quiet.until);
            hours.any(|m| m == minute)
        })
    }

    /// What must be told at this moment by the list on paper.
    fn ripe(&self) -> BTreeSet<FollowUpId> {
        let now = self.now();
        let open = self.open.iter().filter(|(id, due)| {
            let line = &self.paper[&(**id, **due)];
            line.tell_at.is_some_and(|at| {
                at <= now || (line.again && at > **due && at.0 > now.0 + 10 * MINUTE)
            })
        });
        open.map(|(id, _)| *id).collect()
    }

    fn tick(&mut self) {
        let silent = self.works && self.is_quiet() && self.how.on;
        let ripe =
            if silent || (self.how.on && !self.works) { BTreeSet::new() } else { self.ripe() };
        let kill = (self.random.u8(..3) == 0).then(|| {
            let kind = if self.random.bool() { Kill::Before } else { Kill::After };
            (self.random.u32(..2), kind)
        });
        self.desktop.kill(kill);
        let killed = if kill.is_none() && self.programs.len() > 1 && self.random.bool() {
            self.all_at_once();
            None
        } else {
            let which = self.random.usize(..self.programs.len());
            let app = self.programs[which].clone();
            let ended = catch_unwind(AssertUnwindSafe(|| scheduler::once(&app, &self.desktop)));
            match ended {
                Ok(done) => {
                    done.expect("a tick");
                    None
                }
                Err(end) => {
                    assert!(end.is::<Killed>(), "a panic of its own");
                    drop(app);
                    self.programs.swap_remove(which);
                    let again = self.start();
                    self.programs.push(again);
                    self.sum.kills += 1;
                    kill.map(|(_, kind)| kind)
                }
            }
        };
        self.desktop.kill(None);
        let shown = self.desktop.take();
        self.compare(&ripe, &shown, killed);
    }

    fn all_at_once(&self) {
        std::thread::scope(|scope| {
            for app in &self.programs {
                scope.spawn(|| scheduler::once(app, &self.desktop).expect("a tick"));
            }
        });
    }

    fn compare(
        &mut self,
        ripe: &BTreeSet<FollowUpId>,
        shown: &[Announcement],
        killed: Option<Kill>,
    ) {
        let mut told = BTreeSet::new();
        let unconfirmed = if killed == Some(Kill::After) { shown.len() - 1 } else { shown.len() };
        for (at, announcement) in shown.iter().enumerate() {
            let count = announcement.follow_ups.len();
            if count > 1 {
                self.sum.groups += 1;
                assert!(announcement.title.contains(&format!(" {count} ")), "{announcement:?}");
            }
            for id in &announcement.follow_ups {
                assert!(told.insert(*id), "twice in one tick");
                assert!(ripe.contains(id), "told and not due");
                let line = self.paper.get_mut(&(*id, self.open[id])).expect("a line");
                line.shown += 1;
                line.notice = Some(announcement.notice);
                self.sum.told += 1;
                if let Some(before) = self.unsure.remove(id) {
                    // The one window: it replaces itself.
                    assert_eq!(before.notice, announcement.notice);
                    line.allowed += 1;
                    self.sum.twice += 1;
                }
                assert!(line.shown <= line.allowed, "told again: {line:?}");
                if at == unconfirmed {
                    self.unsure.insert(*id, announcement.clone());
                } else {
                    line.tell_at = None;
                }
            }
        }
        if killed.is_none() && self.how.on {
            assert_eq!(&told, ripe, "due and not told");
        } else if !self.how.on {
            assert!(shown.is_empty(), "told though nobody wants it");
            for id in ripe {
                self.paper.get_mut(&(*id, self.open[id])).expect("a line").tell_at = None;
                self.unsure.remove(id);
            }
        }
    }

    /// Everything is past, the desktop works and nothing is quiet: nothing is owed any more.
    fn end(&mut self) {
        self.works = true;
        self.desktop.works(true);
        self.how = Notifying { on: true, quiet: None, ..self.how };
        notifying::save(&self.app(), op(), self.how).expect("saved");
        for days in [40, 1] {
            self.now.fetch_add(days * DAY_MS, Ordering::Relaxed);
            let ripe = self.ripe();
            scheduler::once(&self.app(), &self.desktop).expect("a tick");
            let shown = self.desktop.take();
            self.compare(&ripe, &shown, None);
        }
        let problems = self.app().store().expect("open").verify().expect("verified").problems;
        assert_eq!(problems, Vec::<String>::new());
        assert!(self.paper.values().all(|line| line.tell_at.is_none()), "something is owed");
    }
}
