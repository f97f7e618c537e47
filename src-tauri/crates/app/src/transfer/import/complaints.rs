//! Complaints, one a row.
//!
//! Their clocks run from when the customer told the shop, so one that was told of long ago is simply
//! overdue; but nobody is notified of what was due before the list came in.

mod whose;

use huike_domain::error::FieldError;
use huike_domain::interactions::Channel;
use huike_domain::time::{Instant, Zone};
use huike_domain::transfer::complaints::{ComplaintField, ComplaintRow, complaint};
use huike_domain::transfer::dates::DateRules;
use huike_domain::transfer::headers::Header;
use huike_store::Tx;

use super::kind::Kind;
use super::ledger::{Ledger, Rehearsed, Remembers};
use super::run::{Run, Taken};
use crate::App;
use crate::complaints::{Complainant, IntakeDraft, Listed};
use crate::error::AppError;
use crate::transfer::read::Row;
use crate::transfer::table::Opening;
use crate::transfer::{ImportKind, ImportOptions};
use whose::Whose;

/// What is known before the first row.
pub(super) struct Complaints {
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

impl Kind for Complaints {
    type Field = ComplaintField;
    const KIND: ImportKind = ImportKind::Complaints;
    const OPERATION: &'static str = "transfer.complaints";
    const DATED: ComplaintField = ComplaintField::Received;

    fn open(
        app: &App,
        options: &ImportOptions,
        dates: DateRules,
        _opening: Opening,
    ) -> Result<Self, AppError> {
        let person = options.by.trim();
        let person = (!person.is_empty()).then(|| person.to_owned());
        let by = match &person {
            Some(person) => person.clone(),
            None => app.words()?.say("transfer.title", &[]),
        };
        let channel = options.channel.unwrap_or(Channel::Wechat);
        Ok(Self { dates, zone: app.zone()?, now: app.now(), channel, person, by })
    }

    fn remembers(&self, _header: &Header<ComplaintField>) -> Remembers {
        Remembers { names: true, drafts: true, twins: true }
    }

    fn enter(&self, run: &mut Run<ComplaintField>, tx: &Tx<'_>) -> Result<(), AppError> {
        all(run, tx, self)
    }

    fn count(
        &self,
        run: &mut Run<ComplaintField>,
        rehearsed: &Rehearsed<'_>,
    ) -> Result<(), AppError> {
        all(run, rehearsed, self)
    }
}

fn all(
    run: &mut Run<ComplaintField>,
    ledger: &impl Ledger,
    rules: &Complaints,
) -> Result<(), AppError> {
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

impl Complaints {
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
