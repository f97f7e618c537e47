//! Complaints, one a row.
//!
//! Their clocks run from when the customer told the shop, so one that was told of long ago is simply
//! overdue; but nobody is notified of what was due before the list came in.

mod whose;

use huike_domain::error::FieldError;
use huike_domain::ids::OperationId;
use huike_domain::interactions::Channel;
use huike_domain::time::{Instant, Zone};
use huike_domain::transfer::complaints::{ComplaintField, ComplaintRow, complaint};
use huike_domain::transfer::dates::DateRules;
use huike_store::Tx;

use super::ledger::{Ledger, Rehearsed, Remembers};
use super::remember;
use super::run::{Rehearsing, Run, Taken};
use crate::App;
use crate::complaints::{Complainant, IntakeDraft, Listed};
use crate::error::AppError;
use crate::transfer::files::HeldFile;
use crate::transfer::read::{Row, Stop};
use crate::transfer::table::{Opening, date_rules};
use crate::transfer::{ImportKind, ImportOptions, ImportReport, Rehearsal};
use whose::Whose;

/// What is known before the first row.
struct Rules {
    dates: DateRules,
    zone: Zone,
    now: Instant,
    /// Over which channel a complaint came whose row does not say it.
    channel: Channel,
    /// Who brings the list in; none where nobody is named.
    person: Option<String>,
    /// By whom complaints are taken down: the person, or else the program's word for importing.
    by: String,
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
    let write = move |run: &mut Run<_>, tx: &Tx<'_>| all(run, tx, &rules);
    let report = run.write(app, op, "transfer.complaints", write)?;
    remember(app, headings, ImportKind::Complaints, options, &report);
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
        let remembers = Remembers { names: true, drafts: true, twins: true };
        let rehearsed = Rehearsed::new(reader, remembers);
        all(run, &rehearsed, &rules)?;
        if run.is_whole() {
            let (count, rows) = rehearsed.twins().compared(reader, || run.check_stop())?;
            run.alike(count, rows);
        }
        Ok(())
    })
}

fn open(
    app: &App,
    op: OperationId,
    file: &HeldFile,
    options: &ImportOptions,
    stop: &Stop,
) -> Result<(Run<ComplaintField>, Rules), AppError> {
    let opening = Opening::of(app, stop.clone())?;
    let person = options.by.trim();
    let person = (!person.is_empty()).then(|| person.to_owned());
    let by = match &person {
        Some(person) => person.clone(),
        None => app.words()?.say("transfer.title", &[]),
    };
    let rules = Rules {
        // One after the other: a workbook's shared strings are not held twice.
        dates: date_rules(file, &options.read, ComplaintField::Received, &opening)?,
        zone: app.zone()?,
        now: app.now(),
        channel: options.channel.unwrap_or(Channel::Wechat),
        person,
        by,
    };
    Ok((Run::<ComplaintField>::open(app, op, file, options, &opening)?, rules))
}

fn all(run: &mut Run<ComplaintField>, ledger: &impl Ledger, rules: &Rules) -> Result<(), AppError> {
    let header = run.header().clone();
    let status = run.heading_of(ComplaintField::Status).to_owned();
    let whose = Whose::new(ledger, rules.dates.today);
    run.rows(|row: &Row, report| {
        let read = complaint(&header, &rules.dates, rules.zone, |index| row.cell(index))?;
        let mut draft = rules.draft(whose.find(&read)?, &read)?;
        if let Complainant::Known { id } = draft.who
            && ledger.has_complaint(id, read.received, &draft.what)?
        {
            return Ok(Taken::Known);
        }
        let customer = whose.enter(&draft.who, &read)?;
        if let Complainant::New { draft: new } = &draft.who {
            report.customers_created += 1;
            ledger.is_new(row.number, new);
        }
        let theirs = |(whose, purchase)| (whose == customer).then_some(purchase);
        draft.purchase = ledger.of_order(&read.order)?.into_iter().find_map(theirs);
        if draft.purchase.is_some() {
            // The purchase says its own number.
            draft.item = read.item;
        }
        let remark = if read.status.is_empty() {
            String::new()
        } else {
            format!("{status}：{}", read.status)
        };
        ledger.complain(customer, &draft, &Listed { remark, is_over: read.is_over })?;
        Ok(Taken::Created)
    })
}

impl Rules {
    /// A complaint as it is taken down, its order still in words.
    fn draft(&self, who: Complainant, read: &ComplaintRow) -> Result<IntakeDraft, FieldError> {
        let draft = IntakeDraft {
            who,
            channel: read.channel.unwrap_or(self.channel),
            what: read.what.clone(),
            item: format!("{} {}", read.order, read.item),
            purchase: None,
            wish: read.wish.clone(),
            severity: read.severity,
            cause: None,
            received: Some(read.received),
            by: self.by.clone(),
            owner: String::new(),
            files: Vec::new(),
        };
        let mut draft = draft.checked(self.now)?;
        draft.owner = match read.owner.as_str() {
            // Nobody takes care of what nobody brought in, so that everybody is told of it.
            "" => self.person.clone().unwrap_or_default(),
            owner => owner.to_owned(),
        };
        Ok(draft)
    }
}
