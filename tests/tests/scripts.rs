//! Words: written, suggested, used, and what came of them.

use huike_app::interactions::{self, InteractionDraft};
use huike_app::scripts::{self, ScriptFigures, ScriptView, Suggested};
use huike_app::{AppError, customers, followups, operations, purchases, vouchers};
use huike_domain::customers::{Birthday, Character, CustomerDraft};
use huike_domain::ids::{CustomerId, InteractionId, ScriptId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::purchases::RefundDraft;
use huike_domain::scripts::{Fits, Occasion, ScriptDraft, ScriptVersion, TextProblem, Variable};
use huike_domain::segments::Stage;
use huike_tests::{Story, contact, op};

fn draft(title: &str, text: &str, occasion: Option<Occasion>) -> ScriptDraft {
    let fits = Fits { occasions: occasion.into_iter().collect(), ..Fits::default() };
    ScriptDraft { title: title.to_owned(), text: text.to_owned(), fits, enabled: true }
}

fn add(story: &Story, draft: ScriptDraft) -> ScriptId {
    scripts::save(&story.app, op(), None, None, draft).expect("saved")
}

fn script(story: &Story, id: ScriptId) -> ScriptView {
    let all = scripts::list(&story.app).expect("a list").scripts;
    all.into_iter().find(|found| found.id == id).expect("it is there")
}

fn suggested(story: &Story, customer: CustomerId, occasion: Occasion) -> Vec<Suggested> {
    scripts::suggest(&story.app, customer, Some(occasion), None).expect("suggested").words
}

/// Says the words to a customer and logs it.
fn say(story: &Story, customer: CustomerId, id: ScriptId, version: u32) -> InteractionId {
    let script = Some(ScriptVersion { id, version });
    let channel = Some(Channel::Wechat);
    let draft = InteractionDraft { channel, script, ..contact(InteractionKind::Message, "said") };
    interactions::log(&story.app, op(), customer, draft, followups::Next::None).expect("logged")
}

/// Uses, customers, uses with a purchase, purchases, fen.
fn told(figures: ScriptFigures) -> (u32, u32, u32, u32, i64) {
    (figures.uses, figures.customers, figures.bought, figures.purchases, figures.fen)
}

#[track_caller]
fn whole(story: &Story) {
    let report = story.app.store().expect("open").verify().expect("verified");
    assert_eq!(report.problems, Vec::<String>::new());
}

#[test]
fn each_save_is_a_version_and_an_earlier_one_comes_back_as_a_new_one() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let id = add(&story, draft("生日", "{{称呼}}生日快乐", Some(Occasion::Birthday)));
    assert_eq!(script(&story, id).draft.text, "{{customer}}生日快乐");

    let second = draft("生日", "{{称呼|您}}好，生日快乐", Some(Occasion::Birthday));
    scripts::save(&story.app, op(), Some(id), Some(1), second.clone()).expect("saved");
    // Nothing new is no version.
    scripts::save(&story.app, op(), Some(id), Some(2), second.clone()).expect("saved");
    assert_eq!(script(&story, id).version, 2);
    // Switching it off is none either.
    let off = ScriptDraft { enabled: false, ..second.clone() };
    scripts::save(&story.app, op(), Some(id), Some(2), off).expect("saved");
    assert_eq!((script(&story, id).version, script(&story, id).draft.enabled), (2, false));
    // Somebody who still has the first one before them is told.
    let stale = scripts::save(&story.app, op(), Some(id), Some(1), draft("生日", "好", None));
    assert_eq!(stale, Err(AppError::Conflict { field: "text".to_owned() }));

    scripts::restore(&story.app, op(), id, 1).expect("restored");
    let history = scripts::history(&story.app, id).expect("a history");
    let texts: Vec<_> = history.iter().map(|found| (found.version, found.text.as_str())).collect();
    let (first, second) = ("{{customer}}生日快乐", "{{customer|您}}好，生日快乐");
    assert_eq!(texts, [(3, first), (2, second), (1, first)]);
    assert_eq!(history[0].saved_by, "owner");

    story.undo().expect("undone");
    assert_eq!((script(&story, id).version, script(&story, id).draft.text.as_str()), (2, second));
    whole(&story);
}

#[test]
fn a_text_that_cannot_be_understood_says_what_it_is() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let refused =
        scripts::save(&story.app, op(), None, None, draft("生日", "{{称呼}}的{{星座}}", None));
    let problem = TextProblem::Unknown { name: "星座".to_owned() };
    assert_eq!(refused, Err(AppError::ScriptText { problem: problem.clone() }));
    let preview = scripts::preview(&story.app, "{{星座}}".to_owned(), None);
    assert_eq!(preview, Err(AppError::ScriptText { problem }));
}

#[test]
fn words_come_with_the_customers_own_data() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let birthday = Birthday::solar(Some(1990), 12, 3);
    let mut person = CustomerDraft { name: "王欣".to_owned(), ..CustomerDraft::default() };
    person.birthday = Some(birthday);
    person.company = "花房".to_owned();
    person.portrait.owner = "小李".to_owned();
    let customer = story.customer_with(person);
    story.buys(customer, "2026-11-03", 200);
    let gone = story.buys(customer, "2026-11-10", 90);
    purchases::reverse(&story.app, op(), customer, gone).expect("taken back");

    let batch = huike_domain::tiers::vouchers::VoucherBatchDraft {
        name: "生日蛋糕券".to_owned(),
        gives: huike_domain::tiers::vouchers::VoucherGives::Amount { fen: 2_000 },
        threshold_fen: None,
        term: huike_domain::tiers::vouchers::VoucherTerm::AfterIssue { days: 10 },
        note: String::new(),
    };
    let batch = vouchers::add_batch(&story.app, op(), batch).expect("a batch");
    let selection = customers::Selection::These { ids: vec![customer] };
    let to = vouchers::IssueTo::Selected { selection, expected: 1 };
    let issue = vouchers::IssueDraft { batch, to, by: String::new() };
    vouchers::issue(&story.app, op(), issue).expect("issued");

    let text = "{{称呼}}，{{单位}}，{{上次买的}}，{{上次来的日子}}，{{没来的天数}}，{{生日}}，\
                {{快到期的}}，{{到期日}}，{{负责人}}，{{店名}}，{{偏好|老样子}}，{{积分}}，{{心意}}";
    let filled = scripts::preview(&story.app, text.to_owned(), Some(customer)).expect("filled");
    assert_eq!(
        filled.text(),
        "王欣，花房，item，11月3日，20，12月3日，生日蛋糕券，12月3日，小李，Studio，老样子，____，____"
    );
    assert_eq!(filled.missing, [Variable::Points, Variable::Offer]);
    let nobody = scripts::preview(&story.app, "{{店名}}{{称呼}}".to_owned(), None).expect("filled");
    assert_eq!((nobody.text().as_str(), nobody.missing.len()), ("Studio____", 1));
}

#[test]
fn the_best_few_are_suggested_and_those_put_away_are_not() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let person = CustomerDraft { name: "王欣".to_owned(), ..CustomerDraft::default() };
    let mut felt = person.clone();
    felt.portrait.character = Some(Character::Emotional);
    let (plain, felt) = (story.customer_with(person), story.customer_with(felt));
    let titles = |customer| -> Vec<String> {
        let words = suggested(&story, customer, Occasion::Birthday);
        words.into_iter().map(|words| words.title).collect()
    };
    assert_eq!(titles(plain), ["生日祝福", "生日祝福：走心"]);
    assert_eq!(titles(felt), ["生日祝福：走心", "生日祝福"]);

    let mut own = draft("自家祝福", "{{称呼|}}生日快乐", Some(Occasion::Birthday));
    own.fits.characters = vec![Character::Emotional];
    own.fits.stages = vec![Stage::Active];
    let id = add(&story, own);
    assert_eq!(titles(felt).len(), 2, "not in that stage yet");
    story.buys(felt, "2026-11-20", 100);
    assert_eq!(titles(felt), ["自家祝福", "生日祝福：走心", "生日祝福"]);
    let first = suggested(&story, felt, Occasion::Birthday).remove(0);
    assert_eq!(first.script, Some(ScriptVersion { id, version: 1 }));
    assert_eq!(first.filled.text(), "王欣生日快乐");

    scripts::archive(&story.app, op(), id, true).expect("put away");
    assert_eq!(titles(felt).len(), 2);
    scripts::archive(&story.app, op(), id, false).expect("brought back");
    assert_eq!(titles(felt).len(), 3);
}

#[test]
fn a_purchase_counts_for_the_latest_words_and_a_refund_takes_it_back() {
    let story = Story::at("2026-11-01T12:00:00+08:00");
    let (anna, bert) = (story.customer("Anna"), story.customer("Bert"));
    let one = add(&story, draft("one", "好", None));
    let two = add(&story, draft("two", "好", None));
    say(&story, anna, one, 1);
    story.turn_to("2026-11-03T12:00:00+08:00");
    say(&story, anna, two, 1);
    say(&story, bert, one, 1);
    assert_eq!(told(script(&story, one).figures), (2, 2, 0, 0, 0));

    story.turn_to("2026-11-05T12:00:00+08:00");
    story.buys(anna, "2026-11-02", 30);
    let bought = story.buys(anna, "2026-11-04", 100);
    assert_eq!(told(script(&story, one).figures), (2, 2, 1, 1, 3_000));
    assert_eq!(told(script(&story, two).figures), (1, 1, 1, 1, 10_000));

    let back = RefundDraft { amount_fen: Some(4_000), ..RefundDraft::default() };
    purchases::refund(&story.app, op(), anna, bought, back).expect("a part taken back");
    assert_eq!(told(script(&story, two).figures), (1, 1, 1, 1, 6_000));
    let rest = RefundDraft { amount_fen: Some(6_000), ..RefundDraft::default() };
    purchases::refund(&story.app, op(), anna, bought, rest).expect("all taken back");
    assert_eq!(told(script(&story, two).figures), (1, 1, 0, 0, 0));
    story.undo().expect("undone");
    assert_eq!(told(script(&story, two).figures), (1, 1, 1, 1, 6_000));
    whole(&story);

    // More than 30 days later it is none of the words' doing.
    story.turn_to("2026-12-20T12:00:00+08:00");
    story.buys(bert, "2026-12-19", 50);
    assert_eq!(told(script(&story, one).figures), (2, 2, 1, 1, 3_000));
    let report = scripts::report(&story.app).expect("a report");
    let titles: Vec<_> = report.scripts.iter().map(|line| line.title.as_str()).collect();
    assert_eq!(titles, ["two", "one"]);
    assert_eq!(report.without.uses, 0);
    whole(&story.restart());
}

#[test]
fn versions_are_told_apart_and_contacts_without_words_beside_them() {
    let story = Story::at("2026-11-01T12:00:00+08:00");
    let (anna, bert) = (story.customer("Anna"), story.customer("Bert"));
    let id = add(&story, draft("one", "好", None));
    say(&story, anna, id, 1);
    scripts::save(&story.app, op(), Some(id), Some(1), draft("one", "更好", None)).expect("saved");
    story.turn_to("2026-11-10T12:00:00+08:00");
    say(&story, anna, id, 2);
    let call = contact(InteractionKind::Call, "");
    interactions::log(&story.app, op(), bert, call, followups::Next::None).expect("logged");
    // A note to oneself reaches nobody.
    let note = contact(InteractionKind::Note, "remember");
    interactions::log(&story.app, op(), bert, note, followups::Next::None).expect("noted");
    story.turn_to("2026-11-12T12:00:00+08:00");
    story.buys(anna, "2026-11-11", 10);
    story.buys(bert, "2026-11-11", 20);

    let report = scripts::report(&story.app).expect("a report");
    assert_eq!(told(report.scripts[0].figures), (2, 1, 1, 1, 1_000));
    let versions: Vec<_> =
        report.scripts[0].versions.iter().map(|v| (v.version, told(v.figures))).collect();
    assert_eq!(versions, [(2, (1, 1, 1, 1, 1_000)), (1, (1, 1, 0, 0, 0))]);
    assert_eq!(told(report.without), (1, 1, 1, 1, 2_000));
    whole(&story);
}

#[test]
fn words_stay_with_an_amended_contact_and_go_with_one_that_is_taken_back() {
    let story = Story::at("2026-11-01T12:00:00+08:00");
    let anna = story.customer("Anna");
    let id = add(&story, draft("one", "好", None));
    let said = say(&story, anna, id, 1);
    let amended = contact(InteractionKind::Call, "it was a call");
    let later = interactions::amend(&story.app, op(), anna, said, amended).expect("amended");
    assert_eq!(told(script(&story, id).figures).0, 1);
    // It reached nobody after all.
    let note = contact(InteractionKind::Note, "nobody answered");
    interactions::amend(&story.app, op(), anna, later, note).expect("amended");
    assert_eq!(told(script(&story, id).figures).0, 0);
    for uses in [1, 1, 0] {
        story.undo().expect("undone");
        assert_eq!(told(script(&story, id).figures).0, uses);
    }
    whole(&story);
}

#[test]
fn a_script_that_was_used_is_not_undone_and_a_stranger_is_refused() {
    let story = Story::at("2026-11-01T12:00:00+08:00");
    let anna = story.customer("Anna");
    let id = add(&story, draft("one", "好", None));
    let added = operations::recent(&story.app, 1).expect("recent")[0].id;
    say(&story, anna, id, 1);
    let refused = operations::undo(&story.app, op(), Some(added));
    assert!(matches!(refused, Err(AppError::CannotUndo { .. })), "{refused:?}");
    let script = Some(ScriptVersion { id, version: 9 });
    let draft = InteractionDraft { script, ..contact(InteractionKind::Call, "") };
    let refused = interactions::log(&story.app, op(), anna, draft, followups::Next::None);
    assert_eq!(refused, Err(AppError::NotFound { what: "script".to_owned(), id: String::new() }));
}

#[test]
fn what_came_of_words_follows_a_merge_and_its_undo() {
    let story = Story::at("2026-11-01T12:00:00+08:00");
    let (anna, twin) = (story.customer("Anna"), story.customer("Anna B."));
    let id = add(&story, draft("one", "好", None));
    say(&story, anna, id, 1);
    say(&story, twin, id, 1);
    story.turn_to("2026-11-03T12:00:00+08:00");
    story.buys(twin, "2026-11-02", 10);
    assert_eq!(told(script(&story, id).figures), (2, 2, 1, 1, 1_000));
    let choices = huike_domain::customers::merging::Choices::default();
    customers::merge(&story.app, op(), anna, vec![twin], choices).expect("merged");
    assert_eq!(told(script(&story, id).figures), (2, 1, 1, 1, 1_000));
    whole(&story);
    story.undo().expect("undone");
    assert_eq!(told(script(&story, id).figures), (2, 2, 1, 1, 1_000));
    whole(&story);
}

#[test]
fn a_follow_up_that_is_done_with_words_counts_them() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let customer = story.customer("王欣");
    story.buys(customer, "2026-11-20", 500);
    story.turn_to("2026-11-24T12:00:00+08:00");
    let due = huike_domain::time::Instant(story.now().0 + 60_000);
    followups::set(&story.app, op(), customer, due, String::new(), None).expect("set");
    let row = followups::today(&story.app, None, 1).expect("today").rows.remove(0);
    assert_eq!(row.occasion, Occasion::Agreed);
    let words = suggested(&story, customer, row.occasion).remove(0);
    assert_eq!(words.title, "约好的联系");
    assert!(words.filled.text().starts_with("王欣您好，我是Studio"), "{}", words.filled.text());
    let used = InteractionDraft { script: words.script, ..contact(InteractionKind::Call, "") };
    let done = followups::done(&story.app, op(), row.id, used, None, followups::Next::None);
    done.expect("done");
    let id = words.script.expect("a script").id;
    assert_eq!(told(script(&story, id).figures).0, 1);
    story.undo().expect("undone");
    assert_eq!(told(script(&story, id).figures).0, 0);
}

#[test]
fn starting_scripts_come_once_and_in_the_language_of_the_shop() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let list = scripts::list(&story.app).expect("a list");
    assert_eq!((list.scripts.len(), list.more_starting), (56, 0));
    assert_eq!(scripts::add_starting(&story.app, op()), Ok(0));
    // One that was put away is not brought again.
    scripts::archive(&story.app, op(), list.scripts[0].id, true).expect("put away");
    assert_eq!(scripts::add_starting(&story.app, op()), Ok(0));
}

#[test]
fn a_playbook_has_its_say_behind_the_scripts() {
    use huike_domain::segments::{Playbook, PlaybookTarget};

    let story = Story::at("2026-11-23T12:00:00+08:00");
    let customer = story.customer("王欣");
    story.buys(customer, "2026-11-20", 500);
    let target = PlaybookTarget::Stage { class: Stage::Active };
    for (script, says) in
        [("{{称呼}}，常来坐坐", "王欣，常来坐坐"), ("{{没有这个}}也照样", "{{没有这个}}也照样")]
    {
        let playbook = Playbook { script: script.to_owned(), ..Playbook::default() };
        huike_app::segments::save_playbook(&story.app, op(), target, playbook).expect("saved");
        let words = suggested(&story, customer, Occasion::Birthday);
        let last = words.last().expect("words");
        assert_eq!((last.script, last.filled.text().as_str()), (None, says));
        assert!(words.len() > 1);
    }
}
