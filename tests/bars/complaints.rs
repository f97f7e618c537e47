//! A hundred thousand complaints beside the customers of the bench: as a shop has them after three
//! years, and as none ever should, all of them open.

use std::time::{Duration, Instant as Stopwatch};

use chrono::NaiveDate;
use huike_app::complaints::{self, BoardFilter, StepDraft};
use huike_app::customers::{self, CustomerQuery};
use huike_app::{App, AppError, calendar, clock};
use huike_domain::calendar::{BusinessCalendar, Span};
use huike_domain::complaints::{Act, Case, Measure, Offer, Pace, Remedy, Severity, State, Step};
use huike_domain::ids::{CauseId, ComplaintId, CustomerId, ImprovementId, StepId};
use huike_domain::interactions::Channel;
use huike_domain::time::{DAY_MS, Instant, Zone, add_days};
use huike_store::complaints::NewRemedy;
use huike_store::complaints::{self as rows, ClockRow, NewComplaint, NewImprovement, Standing};
use huike_store::{Actor, Op, Tx};

use crate::table::Table;

const COMPLAINTS: usize = 100_000;

/// How many are open in the usual shop.
const OPEN: usize = 2_000;

/// In how many writes they are made, a month each.
const MONTHS: usize = 36;

const OWNERS: [&str; 8] = ["Li", "Wu", "Mei", "Chen", "Zhao", "Sun", "Qian", "Zhou"];
const WORDS: [&str; 6] = [
    "The cake came two hours late and the candles were missing",
    "The jar was broken when we opened the box",
    "Nobody called back although it was promised twice",
    "We were charged for six and got five",
    "The colour of the print is not the one that was agreed on",
    "The girl at the counter was rude to my mother",
];

pub(crate) fn measure(app: &App, table: &mut Table) {
    for (name, open) in [("usual", OPEN), ("all open", COMPLAINTS)] {
        let shop = beside(app, open);
        let watch = Stopwatch::now();
        fill(&shop, open);
        table.note(&format!("{name}: {COMPLAINTS} complaints made"), watch.elapsed());
        lists(&shop, table, name);
        write(&shop, table, name);
        report(&shop, table, name);
        let folder = shop.folder().to_owned();
        drop(shop);
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// A copy of the shop, so that no other part measures on what is made here.
fn beside(app: &App, open: usize) -> App {
    let from = app.folder();
    let folder = from.with_file_name(format!("complaints-{open}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::copy(from.join("key.json"), folder.join("key.json")).expect("the key");
    app.store().expect("open").backup(&folder.join(huike_store::FILE_NAME)).expect("a copy");
    let shop = App::open(&folder).expect("an open shop");
    let day = || vec![Span { from: 540, to: 720 }, Span { from: 810, to: 1_080 }];
    let week = std::array::from_fn(|n| if n < 5 { day() } else { Vec::new() });
    let hours = BusinessCalendar { week: Some(week), ..BusinessCalendar::default() };
    calendar::save(&shop, clock::new_operation(), hours).expect("hours");
    shop
}

/// What complaints are made of.
struct Making {
    customers: Vec<CustomerId>,
    causes: Vec<CauseId>,
    improvements: Vec<ImprovementId>,
    calendar: BusinessCalendar,
    pace: Pace,
    random: fastrand::Rng,
    now: Instant,
}

fn fill(app: &App, open: usize) {
    let now = app.now();
    let mut making = Making {
        customers: some_customers(app),
        causes: complaints::rules(app).expect("rules").causes.0.iter().map(|it| it.id).collect(),
        improvements: Vec::new(),
        calendar: calendar::get(app).expect("hours").calendar,
        pace: Pace::default(),
        random: fastrand::Rng::with_seed(11),
        now,
    };
    let month = 3 * 365 * DAY_MS / MONTHS as i64;
    for n in 0..MONTHS {
        let end = Instant(now.0 - (MONTHS - 1 - n) as i64 * month);
        let op = Op {
            id: clock::new_operation(),
            actor: Actor::Owner,
            kind: "bench.complaints",
            at: end,
            subject: None,
        };
        let count = COMPLAINTS / MONTHS + usize::from(n < COMPLAINTS % MONTHS);
        let open = match open {
            COMPLAINTS => count,
            _ if n == MONTHS - 1 => open,
            _ => 0,
        };
        let made = app.store().expect("open").write(op, move |tx| {
            tx.in_bulk(|| making.make(tx, (end, month), (count, open)))?;
            Ok::<_, AppError>(making)
        });
        making = made.expect("made").value;
    }
}

fn some_customers(app: &App) -> Vec<CustomerId> {
    let mut found = Vec::new();
    for start in (0..40_000).step_by(200) {
        let page = customers::page(app, CustomerQuery::default(), start, 200).expect("a page");
        found.extend(page.rows.into_iter().map(|row| row.id));
    }
    found
}

impl Making {
    fn make(
        &mut self,
        tx: &Tx<'_>,
        (end, month): (Instant, i64),
        (count, open): (usize, usize),
    ) -> Result<(), AppError> {
        let due = add_days(Zone::SHANGHAI.day_of(end), 30);
        for _ in 0..2 {
            let cause = self.causes[self.random.usize(..self.causes.len())];
            let (root, measure, owner) = ("It was nobody's task", "It is Mei's task now", "Mei");
            let id =
                rows::add_improvement(tx, &NewImprovement { cause, root, measure, owner, due })?;
            rows::finish_improvement(tx, id, owner, "The list on the wall")?;
            self.improvements.push(id);
        }
        for n in 0..count {
            // Who was solved needs some days for it.
            let is_open = n < open;
            let (from, until) = if is_open && open < count {
                (20 * DAY_MS, DAY_MS / 2)
            } else {
                (month, 12 * DAY_MS)
            };
            let received = Instant(end.0 - self.random.i64(until.min(from - 1)..from));
            self.one(tx, received, is_open)?;
        }
        Ok(())
    }

    fn one(&mut self, tx: &Tx<'_>, received: Instant, is_open: bool) -> Result<(), AppError> {
        let random = &mut self.random;
        let customer = self.customers[random.usize(..self.customers.len())];
        let owner = OWNERS[random.usize(..OWNERS.len())];
        let severity = Severity::ALL[[0, 0, 1, 1, 1, 1, 1, 2, 2, 3][random.usize(..10)]];
        let cause = self.causes[random.usize(..self.causes.len())];
        let improvement = self.improvements[random.usize(..self.improvements.len())];
        let gift = Remedy::Gift { item: "A mug".to_owned(), worth_fen: random.u32(500..5_000) };
        let offer = Offer { remedies: vec![gift.clone()], none_because: String::new() };
        let what = WORDS[random.usize(..WORDS.len())];
        let mut acts = vec![
            Act::Receive { received, severity, owner: owner.to_owned() },
            Act::Answer { empathy: true },
            Act::SetCause { cause },
            Act::Investigate,
            Act::Propose { offer, empathy: true },
            Act::Agree,
            Act::Improve { improvement },
            Act::Solve,
            Act::FollowUp { satisfaction: None },
            Act::Close,
        ];
        if is_open {
            acts.truncate([1, 2, 3, 4, 5, 6, 7, 8, 9][random.usize(..9)]);
            if acts.len() == 3 && random.u8(..3) == 0 {
                acts.push(Act::Wait);
            }
        }
        let mut at = received;
        let mut steps = Vec::with_capacity(acts.len());
        for act in acts {
            let (words, channel) = match act.kind().speaks() || steps.is_empty() {
                true => (what.to_owned(), Some(Channel::ALL[random.usize(..5)])),
                false => (String::new(), None),
            };
            let id = StepId::from_uuid(tx.new_id());
            steps.push(Step { id, at, by: owner.to_owned(), act, words, channel });
            at = Instant((at.0 + random.i64(600_000..DAY_MS)).min(self.now.0));
        }
        let case = Case::of(&steps)?.expect("a beginning");
        let channel = steps[0].channel.unwrap_or(Channel::Phone);
        let item = format!("Order A-{}", random.u32(10_000..99_999));
        let wish = "A new one, or the money back";
        let (purchase, level) = (None, None);
        let new =
            NewComplaint { customer, received, channel, what, item: &item, purchase, wish, level };
        let (calendar, zone, pace) = (&self.calendar, Zone::SHANGHAI, &self.pace);
        let measure = Measure { pace, calendar, zone, level };
        let clocks = clocks(&case, &measure);
        let running = clocks.iter().filter(|it| it.ended.is_none());
        let due = running.filter_map(|it| Some((it.due?, it.clock))).min();
        let id = rows::insert(tx, &new, &Standing { case: &case, due, follow_up: None })?;
        for step in &steps {
            rows::add_step(tx, id, step)?;
        }
        rows::set_clocks(tx, id, &clocks)?;
        if case.agreed {
            let given = serde_json::Value::Null;
            let (remedy, worth_fen) = (&gift, 900);
            let by = owner;
            rows::give(
                tx,
                &NewRemedy {
                    complaint: id,
                    customer,
                    at: tx.at(),
                    remedy,
                    worth_fen,
                    given: &given,
                    by,
                },
            )?;
        }
        if case.improved {
            rows::improves(tx, improvement, id)?;
        }
        Ok(())
    }
}

fn clocks(case: &Case, measure: &Measure<'_>) -> Vec<ClockRow> {
    let pauses = case.pauses();
    let row = |it: huike_domain::complaints::Deadline| {
        let runs = it.run.ended.is_none() && it.due.is_some();
        let marks = runs.then(|| measure.marks(&it.run, &pauses)).map(|[a, b, _, d]| [a, b, d]);
        ClockRow {
            clock: it.run.clock,
            started: it.run.started,
            due: it.due,
            ended: it.run.ended,
            dropped: it.run.dropped,
            took: it.took,
            marks,
        }
    };
    case.deadlines(measure).into_iter().map(row).collect()
}

/// Half and 19 of 20 of some timed calls; `work` gets the number of the call.
fn spread(runs: usize, mut work: impl FnMut(usize)) -> (Duration, Duration) {
    let mut times: Vec<_> = (0..runs)
        .map(|n| {
            let start = Stopwatch::now();
            work(n);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[(runs - 1) / 2], times[(runs * 95).div_ceil(100) - 1])
}

fn tell(table: &mut Table, work: &str, bar_ms: u64, (half, most): (Duration, Duration)) {
    let half = half.as_secs_f64() * 1_000.0;
    table.row(&format!("{work} (p50 {half:.2} ms)"), bar_ms, most);
}

/// A filter for each call.
type Asked = Box<dyn Fn(usize) -> BoardFilter>;

fn lists(app: &App, table: &mut Table, name: &str) {
    let any = BoardFilter::default;
    let causes = complaints::rules(app).expect("rules").causes.0;
    let texts = ["candles", "rude", "A-123", "99", "nothing like it"];
    let filters: [(&str, Asked); 5] = [
        ("everybody's", Box::new(move |_| any())),
        (
            "by owner",
            Box::new(move |n| BoardFilter { owner: Some(OWNERS[n % 8].to_owned()), ..any() }),
        ),
        ("by text", Box::new(move |n| BoardFilter { text: texts[n % 5].to_owned(), ..any() })),
        (
            "by cause",
            Box::new(move |n| BoardFilter { cause: Some(causes[n % causes.len()].id), ..any() }),
        ),
        ("asked for", Box::new(move |_| BoardFilter { asked: true, ..any() })),
    ];
    for (filter, of) in &filters {
        let board = |n| drop(complaints::board(app, of(n)).expect("a board"));
        tell(table, &format!("{name}: the board, {filter}"), 50, spread(100, board));
    }
    for (filter, of) in &filters {
        let list = |n| drop(complaints::list(app, None, of(n), None, 50).expect("a list"));
        tell(table, &format!("{name}: the latest, {filter}"), 30, spread(100, list));
    }
    let of_state = |n: usize| {
        let state = Some(State::ALL[n % State::ALL.len()]);
        drop(complaints::list(app, state, any(), None, 50).expect("a list"));
    };
    tell(table, &format!("{name}: a state's first page"), 30, spread(220, of_state));
    let today = |n: usize| {
        let of = n.is_multiple_of(2).then(|| OWNERS[n % 8].to_owned());
        drop(complaints::today(app, of).expect("today"));
    };
    tell(table, &format!("{name}: due today"), 30, spread(200, today));
    let ids = every(app, None, 200);
    let one = |n: usize| drop(complaints::get(app, ids[n % ids.len()]).expect("a complaint"));
    tell(table, &format!("{name}: one complaint"), 30, spread(200, one));
    let cards = complaints::list(app, None, any(), None, 100).expect("a list").cards;
    let customers: Vec<_> = cards.iter().map(|it| it.customer).collect();
    let among = |_| drop(complaints::among(app, customers.clone()).expect("warnings"));
    tell(table, &format!("{name}: warnings of a page of 100"), 30, spread(100, among));
}

/// Some complaints of a state.
fn every(app: &App, state: Option<State>, count: u32) -> Vec<ComplaintId> {
    let page = complaints::list(app, state, BoardFilter::default(), None, count);
    page.expect("a list").cards.into_iter().map(|it| it.id).collect()
}

fn write(app: &App, table: &mut Table, name: &str) {
    let ids = every(app, Some(State::Received), 150);
    let answer = |n: usize| {
        let draft = StepDraft {
            act: Act::Answer { empathy: true },
            words: "We are sorry, and see to it".to_owned(),
            channel: Some(Channel::Phone),
            script: None,
            passphrase: None,
        };
        let op = clock::new_operation();
        complaints::step(app, op, ids[n], "Li".to_owned(), vec![draft]).expect("answered");
    };
    tell(table, &format!("{name}: one write, a first answer"), 10, spread(ids.len(), answer));
}

fn report(app: &App, table: &mut Table, name: &str) {
    let today = app.today().expect("a day");
    for (period, from) in
        [("a year", add_days(today, -365)), ("three years", add_days(today, -3 * 365))]
    {
        let told = |_| drop(complaints::report(app, from, today).expect("a report"));
        tell(table, &format!("{name}: the report of {period}"), 1_000, spread(20, told));
    }
    let count = |from: NaiveDate| {
        let report = complaints::report(app, from, today).expect("a report");
        format!(
            "{} complaints, {} open, kept {:?} against {:?}",
            report.complaints, report.open, report.kept_after.percent, report.kept_without.percent
        )
    };
    println!("{name}: {}", count(add_days(today, -3 * 366)));
}
