//! Stories of a customer's timeline: everything is on it, found, filtered, pinned and paged.

use huike_app::dossier::{self, TimelineEntry, TimelineFilter, TimelineKind};
use huike_app::followups::{self, Next};
use huike_app::interactions;
use huike_domain::ids::CustomerId;
use huike_domain::interactions::InteractionKind;
use huike_domain::purchases::PurchaseDraft;
use huike_domain::time::Instant;
use huike_store::interactions::Interaction;
use huike_store::{Actor, Op};
use huike_tests::{Story, contact, moment, op};

const NOW: &str = "2026-11-24T12:00:00+08:00";

fn filter(kinds: &[TimelineKind], text: &str) -> TimelineFilter {
    TimelineFilter { kinds: kinds.to_vec(), text: text.to_owned() }
}

/// Each entry in a word or two, newest first, gathered in pages of two.
fn entries(story: &Story, id: CustomerId, filter: &TimelineFilter) -> Vec<String> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = dossier::timeline(&story.app, id, filter.clone(), after, 2).expect("a page");
        all.extend(page.entries.iter().map(words));
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

fn words(entry: &TimelineEntry) -> String {
    match entry {
        TimelineEntry::Purchase(found) => format!("bought {}", found.lines[0].item),
        TimelineEntry::Interaction(found) => {
            let why = if found.reason.is_some() { " for a follow-up" } else { "" };
            format!("{} {}{why}", found.kind.as_str(), found.note)
        }
        TimelineEntry::File(found) => format!("file {}", found.name),
        TimelineEntry::FollowUp(found) => format!("{:?} {}", found.state, found.note),
        TimelineEntry::Complaint(found) => format!("complaint #{} {}", found.number, found.what),
    }
}

/// A customer with something of every kind, an hour apart.
fn eventful(story: &Story) -> CustomerId {
    let app = &story.app;
    let id = story.customer("张三");
    let hour = |n: i64| story.turn_to_moment(Instant(moment(NOW).0 + n * 3_600_000));
    let draft = PurchaseDraft {
        at: moment("2026-11-20"),
        amount_fen: 8_800,
        item: "抹茶 50% \"大\"".to_owned(),
        order_no: "SO-7".to_owned(),
        beyond_paid: false,
    };
    hour(1);
    dossier::page(app, id).expect("there");
    huike_app::purchases::add(app, op(), id, draft).expect("bought");
    let set = |note: &str| {
        followups::set(app, op(), id, story.now().plus_days(1), note.to_owned(), None).expect("set")
    };
    let (first, second) = (set("first"), set("second"));
    hour(2);
    let call = contact(InteractionKind::Call, "likes Earl Grey");
    followups::done(app, op(), first, call, None, Next::None).expect("done");
    hour(3);
    followups::cancel(app, op(), second, "moved away".to_owned()).expect("cancelled");
    hour(4);
    let note = contact(InteractionKind::Note, "allergic to nuts");
    interactions::log(app, op(), id, note, Next::None).expect("logged");
    hour(5);
    id
}

#[test]
fn everything_is_on_it_once() {
    let story = Story::at(NOW);
    let id = eventful(&story);
    assert_eq!(
        entries(&story, id, &TimelineFilter::default()),
        [
            "note allergic to nuts",
            "Skipped moved away",
            "call likes Earl Grey for a follow-up",
            "bought 抹茶 50% \"大\"",
        ]
    );
}

#[test]
fn kinds_and_text_narrow_it_down() {
    let story = Story::at(NOW);
    let id = eventful(&story);
    let check = |kinds: &[TimelineKind], text: &str, expected: &[&str]| {
        assert_eq!(entries(&story, id, &filter(kinds, text)), expected, "{kinds:?} {text}");
    };
    let (call, bought) = ("call likes Earl Grey for a follow-up", "bought 抹茶 50% \"大\"");
    check(&[TimelineKind::Call], "", &[call]);
    check(&[TimelineKind::Done], "", &["Done first"]);
    check(
        &[TimelineKind::Done, TimelineKind::Cancelled],
        "",
        &["Skipped moved away", "Done first"],
    );
    check(&[TimelineKind::Purchase, TimelineKind::Call], "", &[call, bought]);
    check(&[TimelineKind::Visit], "", &[]);
    check(&[], "earl", &[call]);
    check(&[], "抹茶", &[bought]);
    check(&[], "0%", &[bought]);
    check(&[], "\"大", &[bought]);
    check(&[], "so-7", &[bought]);
    check(&[], "8800", &[]);
    check(&[], "_", &[]);
    check(&[TimelineKind::Note], "earl", &[]);
}

#[test]
fn what_is_pinned_stays_on_top_through_an_amendment_and_is_undone() {
    let story = Story::at(NOW);
    let id = eventful(&story);
    let pinned = || -> Vec<_> {
        let found = interactions::pinned(&story.app, id).expect("asked");
        found.into_iter().map(|found| found.note).collect()
    };
    let page = dossier::timeline(&story.app, id, filter(&[TimelineKind::Note], ""), None, 1);
    let TimelineEntry::Interaction(note) = &page.expect("a page").entries[0] else {
        panic!("a note")
    };
    interactions::pin(&story.app, op(), id, note.id).expect("pinned");
    assert_eq!(pinned(), ["allergic to nuts"]);
    let pin = huike_app::operations::latest_undoable(&story.app).expect("asked").expect("a pin").id;

    let call = contact(InteractionKind::Call, "unrelated");
    interactions::log(&story.app, op(), id, call, Next::None).expect("logged");
    let draft = contact(InteractionKind::Note, "allergic to all nuts");
    let amended = interactions::amend(&story.app, op(), id, note.id, draft).expect("amended");
    assert_eq!(pinned(), ["allergic to all nuts"]);
    story.undo().expect("the amendment");
    assert_eq!(pinned(), ["allergic to nuts"]);
    assert!(interactions::unpin(&story.app, op(), id, amended).is_err());
    // Another contact since does not stand in the way.
    huike_app::operations::undo(&story.app, op(), Some(pin)).expect("undone");
    assert_eq!(pinned(), Vec::<String>::new());
}

#[test]
fn the_card_tells_whom_one_serves() {
    let story = Story::at(NOW);
    let id = eventful(&story);
    let card = dossier::card(&story.app, id).expect("a card");
    assert_eq!(card.favourites[0].item, "抹茶 50% \"大\"");
    assert_eq!(card.last_note.map(|note| note.note).as_deref(), Some("allergic to nuts"));
    assert_eq!(card.last_contact.map(|last| last.kind), Some(InteractionKind::Call));
    assert_eq!(card.purchases.len(), 1);
    // The return visit that the purchase asks for is all that is planned.
    assert_eq!(card.follow_ups.len(), 1);
}

/// Twenty thousand contacts of one customer.
fn busy(story: &Story) -> CustomerId {
    let id = story.customer("繁忙");
    let begin = Op {
        id: op(),
        actor: Actor::Owner,
        kind: "interactions.log",
        at: story.now(),
        subject: None,
    };
    let written = story.app.store().expect("open").write(
        begin,
        move |tx| -> Result<(), huike_store::StoreError> {
            tx.in_bulk(|| {
                for n in 0..20_000_i64 {
                    let interaction = Interaction {
                        at: Instant(tx.at().0 - n * 60_000),
                        kind: InteractionKind::Message,
                        channel: None,
                        follow_up: None,
                        amends: None,
                        note: format!("第 {n} 条消息，问了新到的茶具和送货时间"),
                    };
                    huike_store::interactions::insert(tx, id, &interaction)?;
                }
                Ok(())
            })
        },
    );
    written.expect("written");
    id
}

/// Read by pages, however much there is; the figures are for whoever runs it with `--nocapture`.
#[test]
fn a_long_history_is_read_by_pages() {
    let story = Story::at(NOW);
    let id = busy(&story);
    for text in ["", "第 19999 条", "茶具"] {
        let mut after = None;
        let mut seen = 0;
        let mut slowest = std::time::Duration::ZERO;
        loop {
            let started = std::time::Instant::now();
            let page = dossier::timeline(&story.app, id, filter(&[], text), after, 200);
            slowest = slowest.max(started.elapsed());
            let page = page.expect("a page");
            seen += page.entries.len();
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, if text.starts_with('第') { 1 } else { 20_000 });
        println!("{text:?}: slowest page {slowest:?}");
    }
    let started = std::time::Instant::now();
    dossier::card(&story.app, id).expect("a card");
    println!("card {:?}", started.elapsed());
}
