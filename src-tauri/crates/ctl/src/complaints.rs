//! Complaints.

use chrono::NaiveDate;
use huike_app::clock::new_operation;
use huike_app::complaints::{
    self, BoardFilter, Complainant, ComplaintCard, ComplaintReport, ComplaintView, ImproveDraft,
    IntakeDraft, StepDraft,
};
use huike_app::{AppError, customers, purchases};
use huike_domain::calendar::Stretch;
use huike_domain::complaints::{Act, ActKind, Offer, Remedy, Satisfaction, Severity, State};
use huike_domain::customers::CustomerDraft;
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CauseId, ComplaintId};
use huike_domain::interactions::Channel;
use huike_domain::money::{Fen, MoneyUnit};
use huike_domain::time::Instant;
use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::{internal, with_moments};
use crate::args::{Complaint, Deadline, OpenComplaint, TakeStep};
use crate::desk::{self, Desk};
use crate::hours;
use crate::table::Table;
use crate::wording::money;

/// What is to be done with complaints.
pub(crate) fn run(desk: &Desk, asked: Complaint) -> Result<(), AppError> {
    match asked {
        Complaint::Open(open) => self::open(desk, *open),
        Complaint::Step(step) => self::step(desk, *step),
        Complaint::Show { complaint } => {
            let id = complaints::numbered(&desk.app, &complaint)?;
            show(desk, &complaints::get(&desk.app, id)?)
        }
        Complaint::List { state, owner, text, limit } => {
            let state = state.as_deref().map(|state| named("state", State::parse(state)));
            let filter = BoardFilter { owner, text, ..BoardFilter::default() };
            let page = complaints::list(&desk.app, state.transpose()?, filter, None, limit)?;
            answer(desk, &page.cards, || list_words(desk, &page.cards))
        }
        Complaint::Deadline(asked) => deadline(desk, asked),
        Complaint::Report { from, to } => report(desk, from, to),
    }
}

/// Fields of the views that hold a moment, beside those that all views share.
const MOMENTS: [&str; 11] = [
    "received", "waiting", "started", "ended", "now", "until", "created", "done", "told", "from",
    "solved",
];

fn answer(
    desk: &Desk,
    value: &impl Serialize,
    text: impl FnOnce() -> String,
) -> Result<(), AppError> {
    let value = serde_json::to_value(value).map_err(internal)?;
    desk.answer(&with_moments(value, &MOMENTS), text)
}

fn named<T>(field: &str, found: Option<T>) -> Result<T, AppError> {
    found.ok_or_else(|| AppError::invalid(field, InvalidCode::Unknown))
}

fn severity(text: &str) -> Result<Severity, AppError> {
    named("severity", Severity::read(text))
}

fn channel(text: &str) -> Result<Channel, AppError> {
    named("channel", Channel::parse(text))
}

/// A cause by its id or its name; of several of one name none.
fn cause(desk: &Desk, text: &str) -> Result<CauseId, AppError> {
    if let Ok(id) = text.trim().parse() {
        return Ok(id);
    }
    let causes = complaints::rules(&desk.app)?.causes.0;
    let is = |name: &str| name.to_lowercase() == text.trim().to_lowercase();
    let mut found = causes.iter().filter(|cause| is(&cause.name));
    match (found.next(), found.next()) {
        (Some(cause), None) => Ok(cause.id),
        (Some(_), Some(_)) => Err(AppError::invalid("cause", InvalidCode::Ambiguous)),
        (None, _) => Err(AppError::invalid("cause", InvalidCode::Unknown)),
    }
}

fn open(desk: &Desk, asked: OpenComplaint) -> Result<(), AppError> {
    let who = match (&asked.customer, &asked.name) {
        (Some(customer), _) => Complainant::Known { id: customers::find(&desk.app, customer)? },
        (None, name) => {
            let name = name.clone().unwrap_or_default();
            let draft = CustomerDraft { name, phone: asked.phone, ..CustomerDraft::default() };
            Complainant::New { draft: Box::new(draft) }
        }
    };
    let bought = asked.purchase.map(|text| purchases::named(&desk.app, &text)).transpose()?;
    let received = asked.received.map(|at| moment(desk, "received", &at)).transpose()?;
    let draft = IntakeDraft {
        who,
        channel: channel(&asked.channel)?,
        what: asked.what,
        item: asked.item,
        purchase: bought.map(|(_, purchase)| purchase),
        wish: asked.wish,
        severity: asked.severity.as_deref().map(severity).transpose()?,
        cause: asked.cause.as_deref().map(|name| cause(desk, name)).transpose()?,
        received,
        by: asked.by,
        owner: asked.owner,
        files: Vec::new(),
    };
    let opened = complaints::open(&desk.app, new_operation(), draft)?;
    show(desk, &complaints::get(&desk.app, opened.id)?)
}

fn moment(desk: &Desk, field: &str, text: &str) -> Result<Instant, AppError> {
    let unreadable = || AppError::invalid(field, InvalidCode::Unreadable);
    Instant::parse(text.trim(), desk.zone).ok_or_else(unreadable)
}

fn step(desk: &Desk, asked: TakeStep) -> Result<(), AppError> {
    let id = complaints::numbered(&desk.app, &asked.complaint)?;
    let kind = named("act", kind_of(&asked.act))?;
    let by = asked.by.clone();
    if kind == ActKind::Improve && asked.improvement.is_none() {
        let improving = improvement(desk, &asked)?;
        let view = complaints::improve(&desk.app, new_operation(), id, by, improving)?;
        return show(desk, &view);
    }
    let present = complaints::get(&desk.app, id)?;
    let said = asked.channel.as_deref().map(channel).transpose()?;
    let channel = said.or_else(|| kind.speaks().then_some(present.card.channel));
    let draft = StepDraft {
        act: act_of(desk, kind, &asked, &present, id)?,
        words: asked.words,
        channel,
        script: None,
        passphrase: std::env::var("HUIKE_PASSPHRASE").ok(),
    };
    show(desk, &complaints::step(&desk.app, new_operation(), id, by, vec![draft])?)
}

/// An act by its name in either spelling: `followUp`, `follow_up`, `follow-up`.
fn kind_of(text: &str) -> Option<ActKind> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-'], "");
    ActKind::ALL.into_iter().find(|kind| plain(kind.as_str()) == plain(text))
}

fn improvement(desk: &Desk, asked: &TakeStep) -> Result<ImproveDraft, AppError> {
    let required = |field| AppError::invalid(field, InvalidCode::Required);
    Ok(ImproveDraft {
        cause: cause(desk, asked.cause.as_deref().ok_or_else(|| required("cause"))?)?,
        root: asked.root.clone(),
        measure: asked.measure.clone(),
        owner: if asked.owner.is_empty() { asked.by.clone() } else { asked.owner.clone() },
        due: asked.due.ok_or_else(|| required("due"))?,
    })
}

fn act_of(
    desk: &Desk,
    kind: ActKind,
    asked: &TakeStep,
    present: &ComplaintView,
    id: ComplaintId,
) -> Result<Act, AppError> {
    let required = |field| AppError::invalid(field, InvalidCode::Required);
    let offer = || -> Result<Offer, AppError> {
        let remedies = asked.remedies.iter().map(|text| remedy(text));
        let remedies: Vec<_> = remedies.collect::<Result<_, _>>()?;
        let approved = present.approved.clone().filter(|_| remedies.is_empty());
        let given = Offer { remedies, none_because: asked.none_because.clone() };
        Ok(approved.filter(|_| asked.none_because.is_empty()).unwrap_or(given))
    };
    let empathy = asked.empathy;
    Ok(match kind {
        ActKind::Answer => Act::Answer { empathy },
        ActKind::Update => Act::Update { empathy },
        ActKind::Investigate => Act::Investigate,
        ActKind::Ask => Act::Ask { offer: offer()?, worth_fen: None },
        ActKind::Approve => Act::Approve,
        ActKind::Refuse => Act::Refuse,
        ActKind::Propose => Act::Propose { offer: offer()?, empathy },
        ActKind::Agree => Act::Agree,
        ActKind::Improve => {
            let improvement =
                asked.improvement.as_deref().ok_or_else(|| required("improvement"))?;
            Act::Improve { improvement: desk::id("improvement", improvement)? }
        }
        ActKind::Solve => Act::Solve,
        ActKind::FollowUp => {
            let satisfaction = asked.satisfaction.as_deref();
            let satisfaction =
                satisfaction.map(|text| named("satisfaction", Satisfaction::parse(text)));
            Act::FollowUp { satisfaction: satisfaction.transpose()? }
        }
        ActKind::Close => Act::Close,
        ActKind::Wait => Act::Wait,
        ActKind::Resume => Act::Resume,
        ActKind::SetSeverity => {
            let text = asked.severity.as_deref().ok_or_else(|| required("severity"))?;
            Act::SetSeverity { severity: severity(text)? }
        }
        ActKind::SetCause => {
            let text = asked.cause.as_deref().ok_or_else(|| required("cause"))?;
            Act::SetCause { cause: cause(desk, text)? }
        }
        ActKind::Assign => Act::Assign { to: asked.to.clone() },
        ActKind::Reopen => Act::Reopen,
        ActKind::Withdraw => Act::Withdraw,
        ActKind::Merge => {
            let text = asked.into.as_deref().ok_or_else(|| required("into"))?;
            let into = complaints::numbered(&desk.app, text)?;
            if into == id {
                return Err(AppError::invalid("into", InvalidCode::Impossible));
            }
            Act::Merge { into }
        }
        ActKind::Note => Act::Note,
        ActKind::Counter => Act::Counter,
        ActKind::TellBack => Act::TellBack,
        ActKind::Receive
        | ActKind::Escalate
        | ActKind::Absorb
        | ActKind::Over
        | ActKind::Attach => {
            return Err(AppError::invalid("act", InvalidCode::Impossible));
        }
    })
}

fn remedy(text: &str) -> Result<Remedy, AppError> {
    let unreadable = || AppError::invalid("remedy", InvalidCode::Unreadable);
    let fen = |text: &str| -> Result<u32, AppError> {
        let fen =
            Fen::parse(text, MoneyUnit::Yuan).map_err(|code| AppError::invalid("remedy", code))?;
        u32::try_from(fen.0).map_err(|_| AppError::invalid("remedy", InvalidCode::OutOfRange))
    };
    let (kind, value) = text.split_once(':').ok_or_else(unreadable)?;
    Ok(match kind {
        "refund" => Remedy::Refund { purchase: None, fen: fen(value)? },
        "voucher" => Remedy::Voucher { batch: desk::id("voucherBatch", value)? },
        "points" => Remedy::Points { points: value.parse().map_err(|_| unreadable())? },
        "gift" => {
            let (item, worth) = value.rsplit_once(':').unwrap_or((value, "0"));
            Remedy::Gift { item: item.to_owned(), worth_fen: fen(worth)? }
        }
        "redo" => Remedy::Redo { what: value.to_owned(), day: None, cost_fen: 0 },
        "benefit" => Remedy::Benefit { benefit: desk::id("benefit", value)? },
        _ => return Err(unreadable()),
    })
}

fn deadline(desk: &Desk, asked: Deadline) -> Result<(), AppError> {
    let calendar = match asked.calendar {
        Some(file) => Some(hours::calendar_of(desk, &file)?),
        None => None,
    };
    let received = moment(desk, "received", &asked.received)?;
    let paused = asked.paused.iter().map(|text| {
        let unreadable = || AppError::invalid("paused", InvalidCode::Unreadable);
        let (from, until) = text.split_once("..").ok_or_else(unreadable)?;
        let (from, until) = (moment(desk, "paused", from)?, moment(desk, "paused", until)?);
        Ok(Stretch { from, until })
    });
    let paused = paused.collect::<Result<Vec<_>, AppError>>()?;
    let severity = severity(&asked.severity)?;
    let clocks = complaints::clocks_at(&desk.app, calendar, received, severity, paused)?;
    let (mut dues, mut ways) = (serde_json::Map::new(), serde_json::Map::new());
    for (clock, path) in &clocks {
        dues.insert(clock.as_str().to_owned(), json!(path.due.to_rfc3339()));
        ways.insert(clock.as_str().to_owned(), hours::for_programs(path));
    }
    dues.insert("explain".to_owned(), Value::Object(ways));
    desk.answer(&Value::Object(dues), || {
        let parts = clocks.iter().map(|(clock, path)| {
            let name = desk.say(&format!("terms.clock.{}", clock.as_str()));
            format!("{name}\n{}", hours::way(desk, path))
        });
        parts.collect::<Vec<_>>().join("\n")
    })
}

fn list_words(desk: &Desk, cards: &[ComplaintCard]) -> String {
    if cards.is_empty() {
        return desk.say("ctl.complaints.none");
    }
    let mut table = Table::default();
    for card in cards {
        let due = match (card.due, card.sla) {
            (Some(due), Some(sla)) => {
                let sla = desk.say(&format!("terms.sla.{}", sla.as_str()));
                format!("{} · {sla}", desk.moment_words(due))
            }
            (None, Some(sla)) => desk.say(&format!("terms.sla.{}", sla.as_str())),
            _ => String::new(),
        };
        table.row([
            format!("#{}", card.number),
            card.customer_name.clone(),
            desk.say(&format!("terms.severity.{}", card.severity.as_str())),
            desk.say(&format!("terms.complaintState.{}", card.state.as_str())),
            due,
            card.owner.clone(),
            card.what.clone(),
        ]);
    }
    table.text()
}

fn show(desk: &Desk, view: &ComplaintView) -> Result<(), AppError> {
    answer(desk, view, || {
        let mut table = Table::default();
        for step in &view.steps {
            let step = &step.step;
            table.row([
                desk.moment_words(step.at),
                desk.say(&format!("complaints.act.{}", step.act.kind().as_str())),
                step.by.clone(),
                step.words.clone(),
            ]);
        }
        let head = list_words(desk, std::slice::from_ref(&view.card));
        let missing = view.missing.iter().map(|missing| {
            let name = serde_json::to_value(missing).unwrap_or_default();
            desk.say(&format!("complaints.missing.{}", name.as_str().unwrap_or_default()))
        });
        let missing = missing.collect::<Vec<_>>().join(" · ");
        let lacks = match missing.is_empty() {
            true => String::new(),
            false => desk.say_with("ctl.complaints.missing", &[("what", &missing)]),
        };
        format!("{head}\n{}\n{lacks}", table.text())
    })
}

fn report(desk: &Desk, from: NaiveDate, to: NaiveDate) -> Result<(), AppError> {
    let report: ComplaintReport = complaints::report(&desk.app, from, to)?;
    desk.answer(&report, || {
        let mut table = Table::default();
        let dash = || "–".to_owned();
        table.row([desk.say("ctl.complaints.count"), report.complaints.to_string()]);
        for clock in &report.clocks {
            let minutes = |time: Option<u32>| {
                time.map_or_else(dash, |time| {
                    let (hours, minutes) = ((time / 60).to_string(), (time % 60).to_string());
                    desk.say_with(
                        "ctl.complaints.time",
                        &[("hours", &hours), ("minutes", &minutes)],
                    )
                })
            };
            let percent = clock.percent.map_or_else(dash, |percent| format!("{percent}%"));
            let (median, ninety) = (minutes(clock.spread.median), minutes(clock.spread.ninety));
            let figures = [("median", &*median), ("ninety", &*ninety), ("percent", &*percent)];
            table.row([
                desk.say(&format!("terms.clock.{}", clock.clock.as_str())),
                desk.say_with("ctl.complaints.clock", &figures),
            ]);
        }
        for cause in &report.causes {
            let name = match cause.path.is_empty() {
                true => desk.say("ctl.complaints.noCause"),
                false => cause.path.join(" › "),
            };
            table.row([name, cause.complaints.to_string()]);
        }
        table.row([desk.say("ctl.complaints.cost"), money(report.cost_fen)]);
        table.text()
    })
}
