//! Rules that mean the same customer share a contact, and all of them keep to what holds anybody
//! back.

use huike_app::complaints::{self, Complainant, IntakeDraft, StepDraft};
use huike_app::followups::{self, ContactLimitView, Next};
use huike_app::segments;
use huike_domain::complaints::Act;
use huike_domain::customers::{Birthday, Consent, CustomerDraft, Portrait};
use huike_domain::followups::{Assignee, ContactOutcome, Restraint, RuleTrigger};
use huike_domain::interactions::Channel;
use huike_domain::interactions::InteractionKind::{Call, DeepTalk, Message, Visit};
use huike_domain::segments::{ContactCap, Playbook, PlaybookTarget, Stage};
use huike_tests::{contact, op};

use super::{check_lasting, day, followups_log, named, rule, shop};

#[test]
fn rules_that_mean_the_same_customer_meet_in_one_contact() {
    let story = shop(&[
        rule(RuleTrigger::Cadence { every_days: 90 }, DeepTalk),
        rule(RuleTrigger::Birthday { days_ahead: 3 }, Message),
    ]);
    let birthday = Some(Birthday::solar(Some(1990), 11, 29));
    let customer = story.customer_with(CustomerDraft { birthday, ..named("张三") });
    story.prepare();
    // A cadence can wait a little, a birthday cannot.
    check_lasting(&story, customer, &[("2026-11-26", "birthday cadence")]);
    // The deep talk settles what it is about, and leaves the birthday.
    followups_log(&story, customer, DeepTalk);
    check_lasting(&story, customer, &[("2026-11-26", "birthday"), ("2027-02-21", "cadence")]);
    story.undo().expect("undone");
    check_lasting(&story, customer, &[("2026-11-26", "birthday cadence")]);
    // Done once, both have a next one.
    story.turn_to("2026-11-26T12:00:00+08:00");
    story.prepare();
    let row = followups::today(&story.app, None, 5).expect("today").rows.remove(0);
    assert_eq!(row.reasons.len(), 2);
    let talk = contact(DeepTalk, "all well");
    let outcome = Some(ContactOutcome::Interested);
    followups::done(&story.app, op(), row.id, talk, outcome, Next::ByRule).expect("done");
    check_lasting(&story, customer, &[("2027-02-24", "cadence"), ("2027-11-26", "birthday")]);
}

#[test]
fn caps_hold_across_all_rules() {
    let visits = RuleTrigger::AfterPurchase { days: vec![3], item: String::new() };
    let story = shop(&[rule(visits, Message)]);
    let active = Some(ContactCap { contacts: 1, days: 7 });
    let set = Restraint { active, ..Restraint::default() };
    followups::set_restraint(&story.app, op(), set).expect("set");
    let customer = story.customer("张三");
    story.turn_to("2026-11-24T12:00:00+08:00");
    followups_log(&story, customer, Call);
    // A visit of theirs pesters nobody, so it does not count.
    followups_log(&story, customer, Visit);
    story.buys(customer, "2026-11-24", 100);
    // The third day lies within a week of the call; the first day after that week is good as well.
    check_lasting(&story, customer, &[("2026-12-01", "afterPurchase")]);

    // A playbook may hold it tighter, and one customer's own wish tighter still.
    let playbook =
        Playbook { cap: Some(ContactCap { contacts: 1, days: 9 }), ..Playbook::default() };
    let of_active = PlaybookTarget::Stage { class: Stage::Active };
    segments::save_playbook(&story.app, op(), of_active, playbook).expect("saved");
    let other = story.customer("李四");
    followups_log(&story, other, Call);
    story.buys(other, "2026-11-24", 100);
    check_lasting(&story, other, &[("2026-12-03", "afterPurchase")]);
    let limit = ContactLimitView {
        quiet_until: Some(day("2026-12-05")),
        cap: None,
        note: "travelling".to_owned(),
    };
    followups::set_contact_limit(&story.app, op(), other, limit).expect("set");
    check_lasting(&story, other, &[("2026-12-06", "afterPurchase")]);
}

#[test]
fn the_lost_hear_of_named_promotions_only() {
    let story = shop(&[rule(RuleTrigger::Birthday { days_ahead: 3 }, Message)]);
    let birthday = Some(Birthday::solar(Some(1990), 11, 27));
    let lost = story.customer_with(CustomerDraft { birthday, ..named("张三") });
    story.buys(lost, "2026-01-05", 100);
    story.prepare();
    check_lasting(&story, lost, &[]);
    let mut promotion = rule(RuleTrigger::Birthday { days_ahead: 2 }, Message);
    promotion.spec.promotion = true;
    let refused = followups::save_rule(&story.app, op(), promotion.clone());
    assert!(refused.is_err(), "a promotion has a name and a person");
    promotion.spec.name = "双旦大促".to_owned();
    promotion.spec.by = Assignee::Named { name: "小王".to_owned() };
    followups::save_rule(&story.app, op(), promotion).expect("saved");
    check_lasting(&story, lost, &[("2026-11-25", "birthday")]);
    let page = huike_app::dossier::page(&story.app, lost).expect("a page");
    assert_eq!(page.follow_ups[0].assignee, "小王");
}

#[test]
fn who_waits_for_a_solution_is_sold_nothing() {
    let mut promotion = rule(RuleTrigger::Birthday { days_ahead: 3 }, Message);
    promotion.spec.promotion = true;
    promotion.spec.name = "双旦大促".to_owned();
    promotion.spec.by = Assignee::Named { name: "小王".to_owned() };
    let story = shop(&[rule(RuleTrigger::Birthday { days_ahead: 3 }, Message), promotion]);
    let birthday = Some(Birthday::solar(Some(1990), 11, 27));
    let customer = story.customer_with(CustomerDraft { birthday, ..named("张三") });
    let asked = || huike_app::dossier::page(&story.app, customer).expect("a page").follow_ups;
    let reasons = || asked().iter().map(|it| it.reasons.len()).sum::<usize>();
    story.prepare();
    assert_eq!(reasons(), 2);
    // Good wishes are welcome all the same.
    let draft = IntakeDraft {
        who: Complainant::Known { id: customer },
        channel: Channel::Phone,
        what: "送晚了".to_owned(),
        item: String::new(),
        purchase: None,
        wish: String::new(),
        severity: None,
        cause: None,
        received: None,
        by: "小王".to_owned(),
        owner: String::new(),
        files: Vec::new(),
    };
    let id = complaints::open(&story.app, op(), draft).expect("a complaint").id;
    assert_eq!(reasons(), 1);
    story.prepare();
    assert_eq!(reasons(), 1, "the next planning holds to it");
    let given_up = StepDraft {
        act: Act::Withdraw,
        words: "误会".to_owned(),
        channel: None,
        script: None,
        passphrase: None,
    };
    complaints::step(&story.app, op(), id, "小王".to_owned(), vec![given_up]).expect("a step");
    assert_eq!(reasons(), 2);
}

#[test]
fn who_refused_every_channel_is_left_alone() {
    let story = shop(&[rule(RuleTrigger::Birthday { days_ahead: 3 }, Message)]);
    let refusing = |refused: &[Channel]| {
        let consent = Consent { refused: refused.to_vec(), ..Consent::default() };
        let portrait = Portrait { consent, ..Portrait::default() };
        let birthday = Some(Birthday::solar(None, 11, 27));
        story.customer_with(CustomerDraft { birthday, portrait, ..named("张三") })
    };
    let all = [Channel::Phone, Channel::Wechat, Channel::Sms, Channel::Email];
    check_lasting(&story, refusing(&all), &[]);
    check_lasting(&story, refusing(&all[..3]), &[("2026-11-24", "birthday")]);
}

/// Whoever likes to be called is not sent a message "by phone".
#[test]
fn a_contact_goes_over_a_channel_that_carries_it() {
    use Channel::{Email, Phone, Sms, Wechat};
    let channel = |contact, preferred: Option<Channel>, refused: &[Channel]| {
        let story = shop(&[rule(RuleTrigger::Birthday { days_ahead: 3 }, contact)]);
        let consent = Consent { refused: refused.to_vec(), ..Consent::default() };
        let portrait = Portrait { consent, ..Portrait::default() };
        let birthday = Some(Birthday::solar(None, 11, 27));
        let draft = CustomerDraft { birthday, portrait, channel: preferred, ..named("张三") };
        let customer = story.customer_with(draft);
        let page = huike_app::dossier::page(&story.app, customer).expect("a page");
        page.follow_ups[0].channel
    };
    assert_eq!(channel(Message, None, &[]), Wechat);
    assert_eq!(channel(Message, Some(Email), &[]), Email);
    assert_eq!(channel(Message, Some(Phone), &[]), Wechat);
    assert_eq!(channel(Message, Some(Phone), &[Wechat]), Sms);
    assert_eq!(channel(Message, None, &[Wechat, Sms, Email]), Phone);
    assert_eq!(channel(Call, None, &[]), Phone);
    assert_eq!(channel(Call, Some(Wechat), &[]), Wechat);
    assert_eq!(channel(Call, Some(Email), &[]), Phone);
    assert_eq!(channel(DeepTalk, None, &[Phone]), Wechat);
}
