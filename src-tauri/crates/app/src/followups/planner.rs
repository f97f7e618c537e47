//! Rules at work on one customer: what they ask for, what became of what they asked for, and where
//! it finds its place among everything planned with that customer.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use huike_domain::calendar::BusinessCalendar;
use huike_domain::customers::filter::{Calendar, Filter};
use huike_domain::customers::{Consent, CustomField};
use huike_domain::followups::{
    Assignee, Booked, Diary, HORIZON_DAYS, Held, Limits, Looking, OWED_AGAIN, Occasion, Placed,
    Quiet, RankParts, Restraint, Rule, RuleTrigger, State, Timing, Weights, due_at, occasions,
    place,
};
use huike_domain::ids::{CustomerId, FollowUpId, RuleId};
use huike_domain::interactions::Channel;
use huike_domain::segments::{ContactCap, Playbook, PlaybookTarget, Stage, StageRule};
use huike_domain::tiers::TierLevel;
use huike_domain::time::{DAY_MS, Instant, Zone, add_days, days_between};
use huike_store::followups::{self as rows, How, NewFollowUp, Over, Planned, Subject};
use huike_store::{Read, Tx, lists, settings};

use super::facts::Known;
use crate::error::AppError;

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
    pub(super) levels: Vec<TierLevel>,
    pub(super) fields: Vec<CustomField>,
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

    /// What a rule asks for in the days of a look.
    pub(crate) fn asks(
        &self,
        read: &impl Read,
        rule: &Rule,
        known: &mut Known,
        looking: &Looking<'_>,
    ) -> Result<Vec<Occasion>, AppError> {
        Ok(occasions(rule, self.facts(read, rule, known)?, looking))
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
            out_of_bounds: Self::out_of_bounds(rule, subject),
            unreachable: written.iter().all(|channel| subject.refused.contains(channel)),
            calendar: &self.calendar,
            on: rule.spec.on,
        };
        Ok(place(occasion, &diary, &limits, self.today))
    }

    /// Why a rule leaves a customer alone, if it does: the lost hear of promotions only, and who
    /// waits for a solution of ours is sold nothing.
    fn out_of_bounds(rule: &Rule, subject: &Subject) -> Option<Held> {
        match (rule.spec.promotion, subject.standing.stage) {
            (false, Some(Stage::Lost)) => Some(Held::Lost),
            (true, _) if subject.complains => Some(Held::Complaint),
            _ => None,
        }
    }

    /// When on a day a rule's follow-up with a customer is due.
    pub(crate) fn due(&self, rule: &Rule, subject: &Subject, day: NaiveDate) -> Instant {
        due_at(day, rule.minute, subject.hours, rule.spec.on, &self.calendar, self.zone)
    }

    /// Brings what is planned with a customer up to date: what no longer holds goes, what rules ask
    /// for comes.
    pub(crate) fn review(&self, tx: &Tx<'_>, customer: CustomerId) -> Result<(), AppError> {
        let Some((subject, mut known)) = self.known(tx, customer)? else { return Ok(()) };
        let planned = rows::planned_with(tx, customer)?;
        let reasons = planned.iter().filter(|it| !it.snoozed).flat_map(|it| &it.reasons);
        let asked_for: BTreeSet<RuleId> = reasons.map(|reason| reason.rule).collect();
        let mut for_them = Vec::new();
        for rule in &self.rules {
            let looking = self.window(rule);
            let leaves_alone = Self::out_of_bounds(rule, &subject).is_some();
            if leaves_alone || self.audience(tx, rule, &[customer])?.is_empty() {
                if asked_for.contains(&rule.id) {
                    self.drop_what_ended(tx, rule, customer, &[])?;
                }
                continue;
            }
            for_them
                .extend(self.asks(tx, rule, &mut known, &looking)?.into_iter().map(|o| (rule, o)));
            if asked_for.contains(&rule.id) {
                let wide = Looking {
                    from: add_days(self.today, -STILL_DAYS),
                    to: add_days(self.today, STILL_DAYS),
                    ..looking
                };
                let hold = self.asks(tx, rule, &mut known, &wide)?;
                self.drop_what_ended(tx, rule, customer, &hold)?;
            }
        }
        self.take(tx, &subject, for_them)
    }

    /// Ends the reasons of a rule that it would no longer give, and words those anew whose figures
    /// have changed.
    fn drop_what_ended(
        &self,
        tx: &Tx<'_>,
        rule: &Rule,
        customer: CustomerId,
        hold: &[Occasion],
    ) -> Result<(), AppError> {
        for planned in rows::planned_with(tx, customer)? {
            if planned.snoozed {
                continue;
            }
            for reason in planned.reasons.iter().filter(|reason| reason.rule == rule.id) {
                // What was planned for a moment far ahead is not what was looked at.
                let is_far = days_between(self.today, reason.day).abs() > STILL_DAYS;
                if is_far || reason.occasion.starts_with(OWED_AGAIN) {
                    continue;
                }
                let same = hold.iter().find(|occasion| occasion.key == reason.occasion);
                // A day that was noted wrong is another day, and planned anew.
                if let Some(same) = same.filter(|it| it.reason.day() == reason.reason.day()) {
                    if same.reason != reason.reason {
                        rows::reword(tx, customer, reason, &same.reason)?;
                    }
                    continue;
                }
                let (over, then) = (Over::Forgotten, State::Cancelled);
                if rows::end_reason(tx, customer, &planned, reason, over, then)? {
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
