//! Rules at work on one customer: what they ask for, what became of what they asked for, and where
//! it finds its place among everything planned with that customer.

use chrono::NaiveDate;
use huike_domain::calendar::BusinessCalendar;
use huike_domain::customers::filter::{Calendar, Filter};
use huike_domain::customers::{Consent, CustomField};
use huike_domain::followups::{
    Assignee, Booked, Bought, Diary, Expiry, Facts, HORIZON_DAYS, Held, Holding, LevelFacts,
    Limits, Looking, OWED_AGAIN, Occasion, Placed, Quiet, RankParts, Restraint, Rule, RuleTrigger,
    Sessions, State, Timing, Weights, due_at, occasions, place,
};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId};
use huike_domain::interactions::Channel;
use huike_domain::segments::{ContactCap, Playbook, PlaybookTarget, Stage, StageRule};
use huike_domain::tiers::TierLevel;
use huike_domain::tiers::vouchers::VoucherState;
use huike_domain::time::{DAY_MS, Instant, Zone, add_days};
use huike_store::followups::{self as rows, How, NewFollowUp, Over, Planned, Subject};
use huike_store::{Read, Tx, lists, settings, tiers};

use crate::error::AppError;

/// How far back purchases are read from which the rhythm of an item is told: five years.
const RHYTHM_BACK_DAYS: i64 = 5 * 366;

/// How far to either side an occasion is looked for that is planned already.
const STILL_DAYS: i64 = 800;

/// Everything of the shop that planning needs, read once.
pub(crate) struct Planner {
    pub(crate) zone: Zone,
    pub(crate) at: Instant,
    pub(crate) today: NaiveDate,
    pub(crate) rules: Vec<Rule>,
    /// The day up to which planning was done before, with its horizon.
    since: Option<NaiveDate>,
    calendar: BusinessCalendar,
    stages: StageRule,
    weights: Weights,
    restraint: Restraint,
    playbooks: Vec<(PlaybookTarget, Playbook)>,
    /// Filters of the shop's own segments whose playbooks hold a cap.
    views: Vec<(Filter, ContactCap)>,
    levels: Vec<TierLevel>,
    fields: Vec<CustomField>,
}

impl Planner {
    /// Reads the rules that are on, and what holds for all of them.
    pub(crate) fn load(read: &impl Read, at: Instant) -> Result<Self, AppError> {
        let zone = crate::app::zone(read)?;
        let playbooks = huike_store::playbooks::list(read)?;
        let views = capped_views(read, &playbooks)?;
        Ok(Self {
            zone,
            at,
            today: zone.day_of(at),
            rules: rows::rules(read)?.into_iter().filter(|rule| rule.enabled).collect(),
            since: settings::prepared(read)?,
            calendar: settings::hours(read)?,
            stages: settings::stage_rule(read)?,
            weights: settings::weights(read)?,
            restraint: settings::restraint(read)?,
            playbooks,
            views,
            levels: settings::tiers(read)?.map(|program| program.levels).unwrap_or_default(),
            fields: huike_store::customers::custom_fields(read)?,
        })
    }

    pub(crate) fn levels(&self) -> &[TierLevel] {
        &self.levels
    }

    pub(crate) const fn stages(&self) -> &StageRule {
        &self.stages
    }

    pub(crate) const fn filter_calendar(&self) -> Calendar {
        Calendar { today: self.today, zone: self.zone }
    }

    /// The days of which a rule proposes by itself: from its grace, or from where the last planning
    /// ended after days off, to a week ahead.
    pub(crate) fn window(&self, rule: &Rule) -> Looking<'_> {
        let grace = add_days(self.today, -rule.spec.trigger.grace_days());
        let seen = self.since.map(|day| add_days(day, HORIZON_DAYS));
        let longest = add_days(self.today, -MOST_DAYS_OFF);
        let from = seen.map_or(grace, |seen| seen.min(grace)).max(longest.min(grace));
        Looking {
            today: self.today,
            from,
            to: add_days(self.today, HORIZON_DAYS),
            stages: &self.stages,
        }
    }

    /// Whom a rule is for among these.
    pub(crate) fn audience(
        &self,
        read: &impl Read,
        rule: &Rule,
        customers: &[CustomerId],
    ) -> Result<Vec<CustomerId>, AppError> {
        if rule.spec.audience.is_everyone() {
            return Ok(customers.to_vec());
        }
        match lists::among(read, &rule.spec.audience, self.filter_calendar(), customers) {
            // It names what the shop has no more, and so nobody.
            Err(huike_store::StoreError::NotFound(_)) => Ok(Vec::new()),
            found => Ok(found?),
        }
    }

    /// What a rule needs to know of a customer.
    pub(crate) fn facts(
        &self,
        read: &impl Read,
        rule: &Rule,
        subject: &Subject,
    ) -> Result<Facts, AppError> {
        let customer = subject.customer;
        let day = |at: Instant| self.zone.day_of(at);
        let mut facts = Facts {
            birthday: subject.birthday,
            last_purchase: subject.last_purchase.map(day),
            rhythm_days: subject.rhythm_days,
            ..Facts::default()
        };
        match &rule.spec.trigger {
            RuleTrigger::Cadence { .. } => {
                let kind = rule.spec.contact;
                let last = huike_store::interactions::last_of_kind(read, customer, kind, self.at)?;
                facts.last_contact = last.map(day);
            }
            RuleTrigger::Anniversary { .. } | RuleTrigger::ChildAge { .. } => {
                facts.anniversaries = rows::anniversaries(read, customer)?;
            }
            RuleTrigger::AfterPurchase { days, .. } => {
                let back = i64::from(days.iter().copied().max().unwrap_or(0)) + MOST_DAYS_OFF;
                facts.purchases = self.purchases(read, customer, back)?;
            }
            RuleTrigger::UsedUp { .. } => {
                facts.purchases = self.purchases(read, customer, RHYTHM_BACK_DAYS)?;
            }
            RuleTrigger::Onboarding { .. } => {
                facts.first_purchase = rows::first_purchase(read, customer)?.map(day);
            }
            RuleTrigger::LevelReached { .. }
            | RuleTrigger::LevelNear { .. }
            | RuleTrigger::LevelFalling { .. } => facts.level = self.level(read, customer)?,
            RuleTrigger::Expiring { what, .. } => {
                facts.expiries = self.expiries(read, customer, *what)?;
            }
            RuleTrigger::SessionsLeft { .. } => facts.sessions = self.sessions(read, customer)?,
            RuleTrigger::Renewal { field, .. } => {
                let name = self.fields.iter().find(|known| known.id == *field);
                let ends = rows::own_date(read, customer, *field)?;
                facts.renewal = name.map(|field| field.name.clone()).zip(ends);
            }
            RuleTrigger::Birthday { .. }
            | RuleTrigger::Festival { .. }
            | RuleTrigger::StageEntered { .. }
            | RuleTrigger::Recurring { .. } => {}
        }
        Ok(facts)
    }

    fn purchases(
        &self,
        read: &impl Read,
        customer: CustomerId,
        back_days: i64,
    ) -> Result<Vec<Bought>, AppError> {
        let since = Instant(self.at.0 - back_days * DAY_MS);
        // Whatever is entered for today counts, as it does for segments and stages.
        let until = super::end_of_day(self.at, self.zone);
        let found = rows::purchases_since(read, customer, since, until)?;
        let bought = |(id, at, items): rows::Stood| Bought { id, day: self.zone.day_of(at), items };
        Ok(found.into_iter().map(bought).collect())
    }

    fn level(&self, read: &impl Read, customer: CustomerId) -> Result<LevelFacts, AppError> {
        let Some(stored) = tiers::membership::stored(read, customer)? else {
            return Ok(LevelFacts::default());
        };
        let named =
            |place: usize| self.levels.get(place).map(|level| (level.id, level.name.clone()));
        let level = stored.level.and_then(named);
        let next = stored.short.as_ref().and_then(|short| {
            let [Some(fen), None, None] = short.missing else { return None };
            named(short.level).map(|(id, name)| (id, name, fen))
        });
        Ok(LevelFacts {
            level: level.zip(stored.since).map(|((id, name), since)| (id, name, since)),
            next,
            falls_on: stored.falls.filter(|(_, to)| *to < stored.level).map(|(day, _)| day),
        })
    }

    fn expiries(
        &self,
        read: &impl Read,
        customer: CustomerId,
        what: Holding,
    ) -> Result<Vec<Expiry>, AppError> {
        let mut found = Vec::new();
        match what {
            Holding::Benefit => {
                for held in tiers::entitlements::of(read, customer)? {
                    let left = held.left(self.today);
                    if let Some(day) = held.expires.filter(|_| left > 0) {
                        let key = held.id.to_string();
                        found.push(Expiry { what, key, name: held.name, count: left, day });
                    }
                }
            }
            Holding::Points => {
                for (day, count) in
                    crate::points::running_out_of(read, customer, self.at, self.today)?
                {
                    let (key, name) = ("points".to_owned(), String::new());
                    found.push(Expiry { what, key, name, count, day });
                }
            }
            Holding::Voucher => {
                for held in tiers::vouchers::of_customer(read, customer, MOST_VOUCHERS)? {
                    let state = VoucherState::of(held.fate, held.from, held.until, self.today);
                    let good = matches!(state, VoucherState::Open | VoucherState::Early { .. });
                    if let Some(day) = held.until.filter(|_| good) {
                        let key = held.id.to_string();
                        found.push(Expiry { what, key, name: held.draft.name, count: 1, day });
                    }
                }
            }
        }
        Ok(found)
    }

    fn sessions(&self, read: &impl Read, customer: CustomerId) -> Result<Vec<Sessions>, AppError> {
        let held = tiers::entitlements::of(read, customer)?;
        let card = |held: tiers::entitlements::Entitlement| {
            let left = held.left(self.today);
            (left > 0).then_some(Sessions {
                entitlement: held.id,
                benefit: held.benefit,
                name: held.name,
                uses: held.uses,
                left,
            })
        };
        Ok(held.into_iter().filter_map(card).collect())
    }

    /// What a rule asks for in its window.
    pub(crate) fn asks(
        &self,
        read: &impl Read,
        rule: &Rule,
        subject: &Subject,
        looking: &Looking<'_>,
    ) -> Result<Vec<Occasion>, AppError> {
        Ok(occasions(rule, &self.facts(read, rule, subject)?, looking))
    }

    /// Everything that holds a rule back from a customer.
    fn held_by(
        &self,
        read: &impl Read,
        subject: &Subject,
    ) -> Result<(Vec<ContactCap>, Vec<Quiet>), AppError> {
        let standing = &subject.standing;
        let (four, eight) = subject.classes;
        let of_playbook = |(target, playbook): &(PlaybookTarget, Playbook)| {
            let holds = match target {
                PlaybookTarget::Three { class } => standing.segment == Some(*class),
                PlaybookTarget::Four { class } => four == Some(*class),
                PlaybookTarget::Eight { class } => eight == Some(*class),
                PlaybookTarget::Stage { class } => standing.stage == Some(*class),
                PlaybookTarget::View { .. } => false,
            };
            playbook.cap.filter(|_| holds)
        };
        let mut caps: Vec<ContactCap> = self.restraint.of(standing.stage).into_iter().collect();
        caps.extend(self.playbooks.iter().filter_map(of_playbook));
        for (filter, cap) in &self.views {
            let one = [subject.customer];
            if lists::among(read, filter, self.filter_calendar(), &one)
                .is_ok_and(|found| !found.is_empty())
            {
                caps.push(*cap);
            }
        }
        let mut quiet = self.restraint.quiet_days();
        if let Some(own) = rows::contact_limit(read, subject.customer)? {
            caps.extend(own.cap);
            quiet.extend(own.quiet_until.map(|to| Quiet { from: NaiveDate::MIN, to }));
        }
        Ok((caps, quiet))
    }

    /// What happened and what is planned with a customer.
    fn diary(
        &self,
        read: &impl Read,
        customer: CustomerId,
        planned: &[Planned],
        caps: &[ContactCap],
    ) -> Result<Diary, AppError> {
        let longest = caps.iter().map(|cap| i64::from(cap.days)).max().unwrap_or(0);
        let contacts = if longest > 0 {
            let since = Instant(self.at.0 - longest * DAY_MS);
            rows::contacts_since(read, customer, since, self.at)?
        } else {
            Vec::new()
        };
        let booked = planned.iter().map(|planned| {
            let day = self.zone.day_of(planned.due);
            Booked {
                id: planned.id,
                day,
                from: planned.from.unwrap_or(day),
                by: planned.by.unwrap_or(day),
                open_to_others: !planned.snoozed && !planned.reasons.is_empty(),
            }
        });
        Ok(Diary {
            booked: booked.collect(),
            contacts: contacts.into_iter().map(|at| self.zone.day_of(at)).collect(),
        })
    }

    /// Where an occasion finds its place.
    pub(crate) fn placed(
        &self,
        read: &impl Read,
        rule: &Rule,
        subject: &Subject,
        occasion: &Occasion,
        planned: &[Planned],
    ) -> Result<Placed, AppError> {
        let (caps, quiet) = self.held_by(read, subject)?;
        let diary = self.diary(read, subject.customer, planned, &caps)?;
        let written = [Channel::Phone, Channel::Wechat, Channel::Sms, Channel::Email];
        let limits = Limits {
            caps: &caps,
            quiet: &quiet,
            out_of_bounds: Self::is_out_of_bounds(rule, subject),
            unreachable: written.iter().all(|channel| subject.refused.contains(channel)),
            calendar: &self.calendar,
            on: rule.spec.on,
        };
        Ok(place(occasion, &diary, &limits, self.today))
    }

    /// Whether a rule leaves a customer alone: the lost hear of promotions only.
    fn is_out_of_bounds(rule: &Rule, subject: &Subject) -> bool {
        subject.standing.stage == Some(Stage::Lost) && !rule.spec.promotion
    }

    /// When on a day a rule's follow-up with a customer is due.
    pub(crate) fn due(&self, rule: &Rule, subject: &Subject, day: NaiveDate) -> Instant {
        due_at(day, rule.minute, subject.hours, rule.spec.on, &self.calendar, self.zone)
    }

    /// Brings what is planned with a customer up to date: what no longer holds goes, what rules ask
    /// for comes.
    pub(crate) fn review(&self, tx: &Tx<'_>, customer: CustomerId) -> Result<(), AppError> {
        let Some(subject) = rows::subject(tx, customer)? else { return Ok(()) };
        let mut for_them = Vec::new();
        for rule in &self.rules {
            let looking = self.window(rule);
            let leaves_alone = Self::is_out_of_bounds(rule, &subject);
            if leaves_alone || self.audience(tx, rule, &[customer])?.is_empty() {
                self.drop_what_ended(tx, rule, &subject, &[])?;
                continue;
            }
            let facts = self.facts(tx, rule, &subject)?;
            let wide = Looking {
                from: add_days(self.today, -STILL_DAYS),
                to: add_days(self.today, STILL_DAYS),
                ..looking
            };
            self.drop_what_ended(tx, rule, &subject, &occasions(rule, &facts, &wide))?;
            for_them.extend(occasions(rule, &facts, &looking).into_iter().map(|o| (rule, o)));
        }
        self.take(tx, &subject, for_them)
    }

    /// Ends the reasons of a rule that it would no longer give, and words those anew whose figures
    /// have changed.
    fn drop_what_ended(
        &self,
        tx: &Tx<'_>,
        rule: &Rule,
        subject: &Subject,
        hold: &[Occasion],
    ) -> Result<(), AppError> {
        for planned in rows::planned_with(tx, subject.customer)? {
            if planned.snoozed {
                continue;
            }
            for reason in planned.reasons.iter().filter(|reason| reason.rule == rule.id) {
                if reason.occasion.starts_with(OWED_AGAIN) {
                    continue;
                }
                let same = hold.iter().find(|occasion| occasion.key == reason.occasion);
                // A day that was noted wrong is another day, and planned anew.
                if let Some(same) = same.filter(|it| it.reason.day() == reason.reason.day()) {
                    if same.reason != reason.reason {
                        rows::reword(tx, subject.customer, reason, &same.reason)?;
                    }
                    continue;
                }
                let (over, then) = (Over::Forgotten, State::Cancelled);
                if rows::end_reason(tx, subject.customer, &planned, reason, over, then)? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Writes down what rules ask for with one customer. The same occasions come to the same
    /// whatever order they are given in.
    pub(crate) fn take(
        &self,
        tx: &Tx<'_>,
        subject: &Subject,
        mut asked: Vec<(&Rule, Occasion)>,
    ) -> Result<(), AppError> {
        let customer = subject.customer;
        let mut fresh = Vec::new();
        for (rule, occasion) in asked.drain(..) {
            if !rows::is_known(tx, rule.id, customer, &occasion.key)? {
                fresh.push((rule, occasion));
            }
        }
        // What can wait least goes first, and the others meet it.
        let room = |o: &Occasion| (o.by - o.day).num_days() + i64::from(o.early);
        fresh.sort_by(|(a_rule, a), (b_rule, b)| {
            (room(a), a.day, a_rule.id, &a.key).cmp(&(room(b), b.day, b_rule.id, &b.key))
        });
        for (rule, occasion) in fresh {
            // A cadence has one follow-up at a time.
            let cadence = matches!(rule.spec.trigger, RuleTrigger::Cadence { .. });
            if cadence && rows::has_open(tx, rule.id, customer)? {
                continue;
            }
            // What is held back is asked for again when it is looked at next.
            let _ = self.write_down(tx, rule, subject, &occasion)?;
        }
        Ok(())
    }

    /// Writes one occasion down where it finds a place; answers its follow-up.
    pub(crate) fn write_down(
        &self,
        tx: &Tx<'_>,
        rule: &Rule,
        subject: &Subject,
        occasion: &Occasion,
    ) -> Result<Result<FollowUpId, Held>, AppError> {
        let planned = rows::planned_with(tx, subject.customer)?;
        match self.placed(tx, rule, subject, occasion, &planned)? {
            Placed::Held(why) => Ok(Err(why)),
            Placed::Joins { id, day } => {
                let Some(into) = planned.iter().find(|planned| planned.id == id) else {
                    return Err(AppError::not_found("followUp", &id.to_string()));
                };
                let moves = self.zone.day_of(into.due) != day;
                let due = if moves { self.due(rule, subject, day) } else { into.due };
                rows::join(tx, rule.id, occasion, into, subject.customer, due)?;
                rows::rank_again(tx, subject.customer, self.zone)?;
                Ok(Ok(id))
            }
            Placed::New { day } => self.insert(tx, rule, subject, occasion, day).map(Ok),
        }
    }

    fn insert(
        &self,
        tx: &Tx<'_>,
        rule: &Rule,
        subject: &Subject,
        occasion: &Occasion,
        day: NaiveDate,
    ) -> Result<FollowUpId, AppError> {
        let due = self.due(rule, subject, day);
        let timing = Timing { due: self.zone.day_of(due), by: Some(occasion.by) };
        let reason = &occasion.reason;
        let new = NewFollowUp {
            customer: subject.customer,
            rule: Some((rule.id, occasion.key.clone())),
            due,
            rank: RankParts::rank([reason], &subject.standing, timing, &self.weights),
            between: Some((add_days(occasion.day, -i64::from(occasion.early)), occasion.by)),
            expires: occasion.expires,
            reason: reason.clone(),
            note: String::new(),
            how: how_of(rule),
            repeats: None,
        };
        rows::insert(tx, &new)?.ok_or_else(|| AppError::Internal {
            detail: "an occasion was known only when it was written down".to_owned(),
        })
    }
}

/// How far back planning catches up after days off.
pub(super) const MOST_DAYS_OFF: i64 = 60;

/// The most vouchers of one customer that are looked at.
const MOST_VOUCHERS: u32 = 200;

/// How a rule wants its contacts made.
fn how_of(rule: &Rule) -> How {
    let assignee = match &rule.spec.by {
        Assignee::Owner => String::new(),
        Assignee::Named { name } => name.clone(),
    };
    How {
        contact: Some(rule.spec.contact),
        channel: rule.spec.channel,
        assignee,
        script: rule.spec.script,
    }
}

/// The first channel of these that a customer did not refuse.
pub(super) fn allowed(
    refused: Vec<Channel>,
    wanted: impl IntoIterator<Item = Channel>,
) -> Option<Channel> {
    Consent { refused, ..Consent::default() }.first_allowed(wanted)
}

fn capped_views(
    read: &impl Read,
    playbooks: &[(PlaybookTarget, Playbook)],
) -> Result<Vec<(Filter, ContactCap)>, AppError> {
    let mut found = Vec::new();
    for (target, playbook) in playbooks {
        let (PlaybookTarget::View { id }, Some(cap)) = (target, playbook.cap) else { continue };
        // A view that was taken away caps nobody.
        if let Some(query) = crate::views::query_in(read, *id)? {
            found.push((query.filter, cap));
        }
    }
    Ok(found)
}

/// The rule of an id among those that are on.
pub(super) fn rule_of(rules: &[Rule], id: Option<RuleId>) -> Option<&Rule> {
    rules.iter().find(|rule| Some(rule.id) == id)
}
