//! What is due is told once, whatever happens to clocks, programs and desktops.

#[path = "notifying/desktop.rs"]
mod desktop;
#[path = "notifying/world.rs"]
mod world;

use desktop::Desktop;
use huike_app::followups::{self, Answer};
use huike_app::{notifying, scheduler};
use huike_domain::calendar::{BusinessCalendar, Span};
use huike_domain::customers::{CustomerDraft, Portrait};
use huike_domain::notifying::Notifying;
use huike_store::{Actor, Op};
use huike_tests::{Story, moment, op};

/// `HUIKE_SCHEDULES` asks for more.
const SCHEDULES: u64 = 10_000;

#[test]
fn random_schedules_under_random_clocks_kills_and_suspends() {
    let asked = std::env::var("HUIKE_SCHEDULES").ok().and_then(|n| n.parse().ok());
    let worlds = asked.unwrap_or(SCHEDULES).div_ceil(world::SCHEDULES);
    let mut sum = world::Sum::default();
    for seed in 0..worlds {
        sum += world::live(seed);
    }
    println!("{sum:?}");
    // A world in which nothing goes wrong proves nothing.
    assert!(sum.told >= worlds * world::SCHEDULES / 2, "{sum:?}");
    assert!(sum.kills > worlds && sum.twice > 0 && sum.groups > worlds, "{sum:?}");
}

/// A shop with a promise to each of these, due at these moments of one day.
fn shop(due: &[(&str, &str)]) -> Story {
    let story = Story::at("2026-11-23T08:30:00+08:00");
    for (name, time) in due {
        let customer = story.customer(name);
        let due = moment(&format!("2026-11-23T{time}+08:00"));
        followups::set(&story.app, op(), customer, due, "call back".to_owned(), None).expect("set");
    }
    story
}

fn tick(story: &Story, desktop: &Desktop, time: &str) -> Vec<(String, String)> {
    story.turn_to(&format!("2026-{time}+08:00"));
    scheduler::once(&story.app, desktop).expect("a tick");
    desktop.take().into_iter().map(|it| (it.title, it.body)).collect()
}

#[track_caller]
fn save(story: &Story, change: impl FnOnce(&mut Notifying)) {
    let mut how = notifying::get(&story.app).expect("settings").shop;
    change(&mut how);
    notifying::save(&story.app, op(), how).expect("saved");
}

fn pair(title: &str, body: &str) -> Vec<(String, String)> {
    vec![(title.to_owned(), body.to_owned())]
}

#[test]
fn no_name_is_shown_unless_it_is_allowed() {
    let story = shop(&[("张三", "10:00:00"), ("李四", "11:00:00"), ("王五", "12:00:00")]);
    let desktop = Desktop::default();
    assert_eq!(tick(&story, &desktop, "11-23T10:00:05"), pair("有一位客户要联系", "10:00 到期"));
    save(&story, |how| how.names = true);
    assert_eq!(tick(&story, &desktop, "11-23T11:00:05"), pair("该联系李四了", "call back"));
    // Where customers see the screen they see notifications too.
    let mut look = huike_app::shop::status(&story.app).expect("status").preferences;
    look.customers_see = true;
    huike_app::shop::set_preferences(&story.app, op(), look).expect("saved");
    assert_eq!(
        tick(&story, &desktop, "11-24T09:00:00"),
        pair("有一位客户要联系", "2026-11-23 12:00 到期")
    );
}

#[test]
fn quiet_hours_are_told_in_one_at_their_end() {
    let story = shop(&[("张三", "21:30:00"), ("李四", "23:00:00")]);
    let desktop = Desktop::default();
    assert_eq!(tick(&story, &desktop, "11-23T21:31:00"), []);
    assert_eq!(tick(&story, &desktop, "11-24T07:59:59"), []);
    let told = pair("有 2 位客户该联系了", "打开“今日”查看全部。");
    assert_eq!(tick(&story, &desktop, "11-24T08:00:00"), told);
    assert_eq!(tick(&story, &desktop, "11-24T09:00:00"), []);
}

#[test]
fn only_while_the_shop_is_open() {
    let story = shop(&[("张三", "09:30:00")]);
    let week = std::array::from_fn(|_| vec![Span { from: 10 * 60, to: 18 * 60 }]);
    let calendar = BusinessCalendar { week: Some(week), ..BusinessCalendar::default() };
    huike_app::calendar::save(&story.app, op(), calendar).expect("saved");
    save(&story, |how| how.opening_hours_only = true);
    let desktop = Desktop::default();
    assert_eq!(tick(&story, &desktop, "11-23T09:59:00"), []);
    assert_eq!(tick(&story, &desktop, "11-23T10:00:00").len(), 1);
    // "Tomorrow" is when the shop opens, and not when it is always told.
    let told = desktop.last();
    followups::answer(&story.app, &told, Answer::Tomorrow).expect("put off");
    assert_eq!(tick(&story, &desktop, "11-24T09:59:59"), []);
    assert_eq!(tick(&story, &desktop, "11-24T10:00:00").len(), 1);
}

#[test]
fn in_ten_minutes_it_is_told_again_and_stays_due() {
    let story = shop(&[("张三", "10:00:00")]);
    let desktop = Desktop::default();
    assert_eq!(tick(&story, &desktop, "11-23T10:00:00").len(), 1);
    followups::answer(&story.app, &desktop.last(), Answer::InTenMinutes).expect("later");
    assert_eq!(tick(&story, &desktop, "11-23T10:09:59"), []);
    let story = story.restart();
    assert_eq!(followups::counts(&story.app).expect("counts").now, 1, "it is due all the same");
    assert_eq!(tick(&story, &desktop, "11-23T10:10:00").len(), 1);
    // A clock set back meanwhile does not put it off for days.
    followups::answer(&story.app, &desktop.last(), Answer::InTenMinutes).expect("later");
    assert_eq!(tick(&story, &desktop, "11-21T10:00:00").len(), 1);
    // What is settled meanwhile is not told again.
    followups::answer(&story.app, &desktop.last(), Answer::InTenMinutes).expect("later");
    followups::cancel(&story.app, op(), desktop.last().follow_ups[0], "skipped".to_owned())
        .expect("off");
    assert_eq!(tick(&story, &desktop, "11-23T12:00:00"), []);
}

#[test]
fn each_person_hears_of_their_own_and_of_nobodys() {
    let story = Story::at("2026-11-23T08:30:00+08:00");
    let due = moment("2026-11-23T10:00:00+08:00");
    for (name, owner) in [("张三", "小美"), ("李四", "阿强"), ("王五", "")] {
        let portrait = Portrait { owner: owner.to_owned(), ..Portrait::default() };
        let draft = CustomerDraft { name: name.to_owned(), portrait, ..CustomerDraft::default() };
        let customer = story.customer_with(draft);
        followups::set(&story.app, op(), customer, due, String::new(), None).expect("set");
    }
    save(&story, |how| how.names = true);
    let desk = notifying::Desk { only_of: Some(" 小美 ".to_owned()) };
    notifying::set_desk(&story.app, desk).expect("saved");
    let desktop = Desktop::default();
    let mut told: Vec<_> =
        tick(&story, &desktop, "11-23T10:00:00").into_iter().map(|it| it.0).collect();
    told.sort();
    assert_eq!(told, ["该联系张三了", "该联系王五了"]);
    notifying::set_desk(&story.app, notifying::Desk::default()).expect("saved");
    assert_eq!(tick(&story, &desktop, "11-23T10:01:00")[0].0, "该联系李四了");
}

#[test]
fn what_falls_due_while_nothing_can_be_shown_waits_or_counts_as_told() {
    let story = shop(&[("张三", "10:00:00"), ("李四", "11:00:00")]);
    let desktop = Desktop::default();
    desktop.works(false);
    assert_eq!(tick(&story, &desktop, "11-23T10:00:05"), []);
    assert_eq!(story.app.notifications_work(), Some(false));
    desktop.works(true);
    assert_eq!(tick(&story, &desktop, "11-23T10:00:25").len(), 1);
    assert_eq!(story.app.notifications_work(), Some(true));
    // Switched off is another thing: switching on again brings no flood.
    save(&story, |how| how.on = false);
    assert_eq!(tick(&story, &desktop, "11-23T11:00:05"), []);
    save(&story, |how| how.on = true);
    assert_eq!(tick(&story, &desktop, "11-23T11:00:25"), []);
}

#[test]
fn a_month_off_is_one_notification_that_counts_all() {
    let story = Story::at("2026-10-01T08:30:00+08:00");
    for day in 1..=40 {
        let customer = story.customer(&format!("customer {day}"));
        let due = moment("2026-10-01T10:00:00+08:00").plus_days(day);
        followups::set(&story.app, op(), customer, due, String::new(), None).expect("set");
    }
    let desktop = Desktop::default();
    let told = tick(&story, &desktop, "11-30T09:00:00");
    assert_eq!(told, pair("有 40 位客户该联系了", "打开“今日”查看全部。"));
}

#[test]
fn undo_brings_back_what_was_told_without_telling_it_again() {
    let story = shop(&[("张三", "10:00:00")]);
    let desktop = Desktop::default();
    assert_eq!(tick(&story, &desktop, "11-23T10:00:00").len(), 1);
    let told = desktop.last().follow_ups[0];
    let later = moment("2026-11-23T12:00:00+08:00");
    followups::snooze(&story.app, op(), told, later).expect("put off");
    story.undo().expect("undone");
    assert_eq!(tick(&story, &desktop, "11-23T10:01:00"), []);
    followups::snooze(&story.app, op(), told, later).expect("put off");
    assert_eq!(tick(&story, &desktop, "11-23T12:00:00").len(), 1, "its new time is told");
    followups::cancel(&story.app, op(), told, "skipped".to_owned()).expect("taken off");
    story.undo().expect("undone");
    assert_eq!(tick(&story, &desktop, "11-23T12:01:00"), []);
}

#[test]
fn a_clock_that_stood_ahead_gives_nobody_up() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let birthday = Some(huike_domain::customers::Birthday::solar(None, 11, 25));
    let name = "王五".to_owned();
    let born = story.customer_with(CustomerDraft { name, birthday, ..CustomerDraft::default() });
    let promised = story.customer("李四");
    let due = moment("2026-11-23T15:00:00+08:00");
    let set = followups::set(&story.app, op(), promised, due, String::new(), None).expect("set");
    let desktop = Desktop::default();
    let open = |of| huike_app::dossier::page(&story.app, of).expect("a page").follow_ups.len();
    tick(&story, &desktop, "11-23T12:00:00");
    assert_eq!(open(born), 1);
    // Two weeks ahead the birthday has long passed, and a person takes something off.
    tick(&story, &desktop, "12-07T12:00:00");
    followups::cancel(&story.app, op(), set, "skipped".to_owned()).expect("taken off");
    assert_eq!((open(born), open(promised)), (0, 0));
    // Set right, the day is made ready though a later one was, and the birthday is open again.
    assert_eq!(tick(&story, &desktop, "11-24T12:00:00"), [], "told before");
    assert_eq!((open(born), open(promised)), (1, 0));
}

#[test]
fn a_shop_that_had_switched_notifications_off_keeps_them_off() {
    let story = shop(&[]);
    assert!(notifying::get(&story.app).expect("settings").shop.on);
    let look = huike_app::shop::status(&story.app).expect("status").preferences;
    let mut before = serde_json::to_value(look).expect("preferences");
    before["notifications"] = false.into();
    let write = Op {
        id: op(),
        actor: Actor::Owner,
        kind: "shop.preferences",
        at: story.now(),
        subject: None,
    };
    let written = story
        .app
        .store()
        .expect("open")
        .write(write, move |tx| huike_store::settings::note(tx, "preferences", &before));
    written.expect("written");
    let how = notifying::get(&story.app).expect("settings").shop;
    assert_eq!(how, Notifying { on: false, ..Notifying::default() });
    save(&story, |how| how.on = true);
    assert!(notifying::get(&story.app).expect("settings").shop.on);
}
