//! Stories of customers who are one: told while typed, found among all, merged and taken back.

#[path = "duplicates/identity.rs"]
mod identity;

use std::collections::BTreeMap;

use huike_app::customers::{self, DuplicateGroup};
use huike_app::{AppError, dossier, followups, interactions, operations};
use huike_domain::customers::duplicates::TwinSign;
use huike_domain::customers::merging::Choices;
use huike_domain::customers::{
    Anniversary, Birthday, CustomChoice, CustomEntry, CustomField, CustomKind, CustomValue,
    CustomerDraft, CustomerKind, Portrait, Preference, Reach, ReachKind,
};
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::{CustomerId, FieldId, PreferenceId};
use huike_domain::interactions::InteractionKind::{Call, Note};
use huike_store::{Actor, Op, Read as _};
use huike_tests::{Story, contact, op};
use proptest::prelude::*;

const NOW: &str = "2026-11-24T12:00:00+08:00";

fn person(name: &str, phone: &str, company: &str) -> CustomerDraft {
    CustomerDraft {
        name: name.to_owned(),
        phone: phone.to_owned(),
        company: company.to_owned(),
        ..CustomerDraft::default()
    }
}

fn groups(story: &Story) -> Vec<DuplicateGroup> {
    customers::find_duplicates(&story.app, op()).expect("searched");
    customers::duplicates(&story.app, 0, 100).expect("a page").groups
}

/// In order of entry within one moment ids follow no order.
fn names(group: &DuplicateGroup) -> Vec<&str> {
    let mut names: Vec<_> = group.customers.iter().map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    names
}

fn merge(story: &Story, keep: CustomerId, others: &[CustomerId]) -> Result<(), AppError> {
    customers::merge(&story.app, op(), keep, others.to_vec(), Choices::new())
}

#[test]
fn a_customer_who_is_known_is_told_while_typed() {
    use TwinSign::*;
    let story = Story::at(NOW);
    let known = story.customer_with(CustomerDraft {
        birthday: Some(Birthday::solar(Some(1990), 5, 3)),
        portrait: Portrait {
            reaches: vec![Reach {
                kind: ReachKind::Phone,
                value: "13900002002".to_owned(),
                label: String::new(),
            }],
            ..Portrait::default()
        },
        ..person("张伟", "13800001001", "甲方设计")
    });
    let ask = |draft: &CustomerDraft, except| {
        let found = customers::similar(&story.app, draft.clone(), except).expect("asked");
        found.into_iter().map(|found| (found.row.id, found.reasons)).collect::<Vec<_>>()
    };
    let check = |draft: CustomerDraft, reasons: &[TwinSign]| {
        assert_eq!(ask(&draft, None), [(known, reasons.to_vec())], "{draft:?}");
    };
    check(person("", "138 0000 1001", ""), &[SamePhone]);
    check(person("李", "13900002002", ""), &[SamePhone]);
    check(person("章玮", "", "甲方设计有限公司"), &[SameSound, SameCompany]);
    check(person("zhang wei", "", "甲方设计"), &[SameSound, SameCompany]);
    check(person("张伟", "13700001001", ""), &[SameName, SameLastFour]);
    let born = Some(Birthday::solar(None, 5, 3));
    check(CustomerDraft { birthday: born, ..person("张伟", "", "") }, &[SameName, SameDay]);
    assert_eq!(ask(&person("张伟", "", ""), None), [], "a name alone is many people's");
    assert_eq!(ask(&person("张伟", "13800001001", ""), Some(known)), [], "not oneself");
}

#[test]
fn a_search_over_all_finds_explains_and_remembers_what_it_is_told() {
    use TwinSign::*;
    let story = Story::at(NOW);
    let _ = story.customer_with(person("张伟", "13800001001", ""));
    let _ = story.customer_with(person("张伟", "+86 138-0000-1001", ""));
    let smith = story.customer_with(person("Jonathan Smith", "", "Acme Ltd"));
    let slip = story.customer_with(person("Jonathon Smith", "", "ACME"));
    let _ = story.customer_with(person("李娜", "13800001005", "甲方设计"));
    let _ = story.customer_with(person("王强", "13900001005", "甲方设计"));
    let found = groups(&story);
    assert_eq!(found.len(), 2);
    assert_eq!(
        (names(&found[0]), &found[0].reasons),
        (vec!["张伟", "张伟"], &vec![SamePhone, SameName])
    );
    assert_eq!(
        (names(&found[1]), &found[1].reasons),
        (vec!["Jonathan Smith", "Jonathon Smith"], &vec![NearName, SameCompany])
    );
    assert!(found[0].score > found[1].score);

    customers::distinct(&story.app, op(), vec![slip, smith]).expect("noted");
    let page = customers::duplicates(&story.app, 0, 100).expect("a page");
    assert_eq!(page.groups.len(), 1, "gone without another search");
    assert_eq!(groups(&story).len(), 1);
    story.undo().expect("undone");
    assert_eq!(groups(&story).len(), 2);
}

#[test]
fn ten_thousand_namesakes_and_a_placeholder_number_are_no_duplicates() {
    let story = Story::at(NOW);
    enter_many(&story, 3_000, |n| {
        let (month, day) = ((n % 12 + 1) as u8, (n / 12 % 25 + 1) as u8);
        CustomerDraft {
            birthday: Some(Birthday::solar(Some(1950 + n / 300), month, day)),
            ..person("张伟", "13800000000", "")
        }
    });
    assert_eq!(groups(&story), []);
}

/// Chained, not compared each with each: twice as many give twice as many groups, none too large to
/// look through.
#[test]
fn hundreds_of_copies_are_groups_that_can_be_looked_through() {
    let story = Story::at(NOW);
    enter_many(&story, 600, |_| person("张伟", "13800000000", ""));
    let page = groups(&story);
    let sizes: Vec<_> = page.iter().map(|group| group.customers.len()).collect();
    assert!(sizes.iter().all(|size| (2..=20).contains(size)), "{sizes:?}");
    assert!(sizes.len() <= 60, "{} groups", sizes.len());
    assert_eq!(page[0].reasons, [TwinSign::SameName, TwinSign::SharedPhone]);
}

#[test]
fn a_search_that_is_stopped_leaves_nothing_behind_and_keeps_nobody_waiting() {
    let story = Story::at(NOW);
    enter_many(&story, 3_000, |n| person(&format!("name {n}"), "13800001001", ""));
    let job = op();
    let searched = std::thread::scope(|threads| {
        let search = threads.spawn(|| customers::find_duplicates(&story.app, job));
        while customers::stop_finding(&story.app, job).is_err() && !search.is_finished() {
            std::thread::yield_now();
        }
        let _ = story.customer("written meanwhile");
        search.join().expect("no panic")
    });
    assert_eq!(searched, Err(AppError::Cancelled));
    assert_eq!(customers::duplicates(&story.app, 0, 1).expect("a page").scan, None);
}

fn enter_many(story: &Story, many: i16, draft: impl Fn(i16) -> CustomerDraft + Send + 'static) {
    let write = Op { id: op(), actor: Actor::Owner, kind: "test", at: story.now(), subject: None };
    let today = story.app.today().expect("a day");
    let written = story.app.store().expect("open").write(write, move |tx| {
        tx.in_bulk(|| {
            for n in 0..many {
                let checked = draft(n).checked(today).expect("a good draft");
                huike_store::customers::insert_in_bulk(tx, &checked)?;
            }
            Ok::<_, huike_store::StoreError>(())
        })
    });
    written.expect("entered");
}

/// A shop of more than a thousand sorts one by one, not everyone at each change.
#[test]
fn a_merge_among_many_is_taken_back_as_well() {
    let story = Story::at(NOW);
    enter_many(&story, 1_100, |n| person(&format!("name {n}"), "", ""));
    let (keep, other) = (story.customer("张伟"), story.customer("章玮"));
    for (customer, yuan) in [(keep, 100), (other, 900), (other, 50)] {
        story.buys(customer, "2026-11-20", yuan);
        let due = story.now().plus_days(2);
        followups::set(&story.app, op(), customer, due, String::new(), None).expect("planned");
    }
    story.prepare();
    let before = dump(&story);
    merge(&story, keep, &[other]).expect("merged");
    assert_eq!(dossier::page(&story.app, keep).expect("there").row.spent_fen, 105_000);
    nobody_names(&story, other);
    let merged = dump(&story);
    let undone = story.undo().expect("undone");
    assert_eq!(dump(&story), before);
    operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
    assert_eq!(dump(&story), merged);
    assert_eq!(
        story.app.store().expect("open").verify().expect("verified").problems,
        Vec::<String>::new()
    );
}

/// A field of the shop's own, and two preferences.
fn library(story: &Story) -> (FieldId, [PreferenceId; 2]) {
    let field = CustomField {
        id: FieldId::from_uuid(op().uuid()),
        name: "甜度".to_owned(),
        kind: CustomKind::Choice,
        choices: vec![
            CustomChoice { number: 1, text: "少糖".to_owned() },
            CustomChoice { number: 2, text: "无糖".to_owned() },
        ],
    };
    let id = field.id;
    customers::save_custom_fields(&story.app, op(), vec![field]).expect("a field");
    let preferences = ["抹茶", "巧克力"].map(|value| {
        let id = PreferenceId::from_uuid(op().uuid());
        let preference = Preference { id, category: "口味".to_owned(), value: value.to_owned() };
        customers::save_preference(&story.app, op(), preference).expect("a preference");
        id
    });
    (id, preferences)
}

#[test]
fn a_merge_loses_nothing_and_is_taken_back_in_one_step() {
    let story = Story::at(NOW);
    let (field, [matcha, chocolate]) = library(&story);
    let keep = story.customer_with(CustomerDraft {
        external_id: "K1".to_owned(),
        note: "爱喝茶".to_owned(),
        tags: vec!["老客".to_owned()],
        portrait: Portrait { preferences: vec![matcha], ..Portrait::default() },
        ..person("张伟", "13800001001", "")
    });
    let other = story.customer_with(CustomerDraft {
        external_id: "K2".to_owned(),
        note: "周末来".to_owned(),
        tags: vec!["团购".to_owned()],
        birthday: Some(Birthday::solar(Some(1990), 5, 3)),
        portrait: Portrait {
            preferences: vec![matcha, chocolate],
            anniversaries: vec![Anniversary {
                label: "结婚".to_owned(),
                day: Birthday::solar(Some(2015), 12, 1),
            }],
            custom: vec![CustomEntry { field, value: CustomValue::Choice(2) }],
            ..Portrait::default()
        },
        ..person("张 伟", "13800001002", "")
    });
    let friend = story.customer_with(CustomerDraft {
        portrait: Portrait { introduced_by: Some(other), ..Portrait::default() },
        ..person("李芳", "", "")
    });
    story.buys(keep, "2026-11-01", 100);
    story.buys(other, "2026-11-02", 250);
    let call = contact(Call, "how are you");
    interactions::log(&story.app, op(), other, call, Default::default()).expect("logged");
    followups::set(&story.app, op(), other, story.now().plus_days(3), "promised".to_owned(), None)
        .expect("planned");
    let before = dump(&story);

    let choices = Choices::from([("phone".to_owned(), other)]);
    customers::merge(&story.app, op(), keep, vec![other], choices).expect("merged");
    let view = dossier::page(&story.app, keep).expect("the merged one");
    assert_eq!((view.row.purchases, view.row.spent_fen), (2, 35_000));
    assert_eq!(view.follow_ups.len(), 1);
    assert_eq!(
        (view.draft.phone.as_str(), view.draft.external_id.as_str()),
        ("138 0000 1002", "K1")
    );
    assert_eq!(view.draft.portrait.reaches[0].value, "138 0000 1001");
    assert!(view.draft.note.starts_with("爱喝茶\n周末来\n") && view.draft.note.contains("K2"));
    assert_eq!(view.draft.tags, ["老客", "团购"]);
    assert_eq!(view.draft.portrait.preferences.len(), 2);
    assert_eq!(view.draft.portrait.custom.len(), 1);
    assert_eq!(view.draft.birthday, Some(Birthday::solar(Some(1990), 5, 3)));
    assert_eq!(view.introduced[0].id, friend);
    let timeline = dossier::timeline(&story.app, keep, Default::default(), None, 10)
        .expect("a timeline")
        .entries;
    assert_eq!(timeline.len(), 3);
    assert!(matches!(dossier::page(&story.app, other), Err(AppError::NotFound { .. })));
    for text in ["1001", "1002", "zw"] {
        let found = customers::search(&story.app, text.to_owned(), 5, None).expect("asked").rows;
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [keep], "{text}");
    }
    nobody_names(&story, other);
    assert_eq!(
        story.app.store().expect("open").verify().expect("verified").problems,
        Vec::<String>::new()
    );

    let merged = dump(&story);
    let undone = story.undo().expect("undone");
    assert_eq!(dump(&story), before);
    assert_eq!(
        story.app.store().expect("open").verify().expect("verified").problems,
        Vec::<String>::new()
    );
    let found = customers::search(&story.app, "1002".to_owned(), 5, None).expect("asked").rows;
    assert_eq!(found[0].id, other);
    assert_eq!((found[0].purchases, found[0].spent_fen), (1, 25_000));
    // And done again.
    operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
    assert_eq!(dump(&story), merged);
}

#[test]
fn what_cannot_be_one_is_refused() {
    let story = Story::at(NOW);
    let company = story
        .customer_with(CustomerDraft { kind: CustomerKind::Company, ..person("甲方", "", "") });
    let contact = story.customer_with(CustomerDraft {
        portrait: Portrait { employer: Some(company), ..Portrait::default() },
        ..person("张伟", "", "")
    });
    let stranger = story.customer("李娜");
    let refused = |field, code| Err(FieldError::new(field, code).into());
    assert_eq!(merge(&story, stranger, &[company]), refused("kind", InvalidCode::Impossible));
    assert_eq!(merge(&story, stranger, &[stranger]), refused("others", InvalidCode::Impossible));
    assert_eq!(merge(&story, stranger, &[]), refused("others", InvalidCode::Required));
    assert_eq!(
        dossier::page(&story.app, contact).expect("there").employer.map(|e| e.id),
        Some(company)
    );
    // The company's own contact may turn out to be the company.
    merge(&story, company, &[contact]).expect("merged");
    assert_eq!(dossier::page(&story.app, company).expect("there").employer, None);
}

#[test]
fn a_later_change_is_not_lost_to_an_undo() {
    let story = Story::at(NOW);
    let keep = story.customer("张伟");
    let other = story.customer_with(person("章玮", "13800001001", ""));
    let once = op();
    customers::merge(&story.app, once, keep, vec![other], Choices::new()).expect("merged");
    story.buys(keep, "2026-11-20", 10);
    let refused = operations::undo(&story.app, op(), Some(once));
    assert!(matches!(refused, Err(AppError::CannotUndo { .. })), "{refused:?}");
}

#[test]
fn one_occasion_keeps_one_follow_up() {
    let story = Story::at(NOW);
    let born = |name| CustomerDraft {
        birthday: Some(Birthday::solar(None, 11, 26)),
        ..person(name, "", "")
    };
    let (keep, other) = (story.customer_with(born("张伟")), story.customer_with(born("章玮")));
    story.prepare();
    let mine = dossier::page(&story.app, keep).expect("there").follow_ups[0].id;
    assert_eq!(dossier::page(&story.app, other).expect("there").follow_ups.len(), 1);
    let before = dump(&story);
    merge(&story, keep, &[other]).expect("merged");
    let left = dossier::page(&story.app, keep).expect("there").follow_ups;
    assert_eq!(left.iter().map(|plan| plan.id).collect::<Vec<_>>(), [mine]);
    story.undo().expect("undone");
    assert_eq!(dump(&story), before);
    // Whom one of the two has greeted need not be greeted again.
    let theirs = dossier::page(&story.app, other).expect("there").follow_ups[0].id;
    followups::done(&story.app, op(), theirs, contact(Call, ""), None, followups::Next::None)
        .expect("done");
    let before = dump(&story);
    merge(&story, keep, &[other]).expect("merged");
    assert!(dossier::page(&story.app, keep).expect("there").follow_ups.is_empty());
    story.prepare();
    assert!(dossier::page(&story.app, keep).expect("there").follow_ups.is_empty());
    story.undo().expect("undone");
    assert_eq!(dump(&story), before);
}

/// Every row of every table that holds what people entered.
fn dump(story: &Story) -> BTreeMap<&'static str, Vec<String>> {
    let tables = huike_store::ops::RECORDED;
    let read = story.app.store().expect("open").read(|reader| {
        let mut all = BTreeMap::new();
        for table in tables {
            let mut query = reader.connection().prepare(&format!("SELECT * FROM {table}"))?;
            let columns = query.column_count();
            let mut rows = query.query([])?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|n| row.get_ref(n).map(|value| format!("{value:?}")));
                lines.push(values.collect::<Result<Vec<_>, _>>()?.join(" "));
            }
            lines.sort_unstable();
            all.insert(table, lines);
        }
        Ok::<_, huike_store::StoreError>(all)
    });
    read.expect("read")
}

/// No table names a customer who is gone, but for the record of what was.
fn nobody_names(story: &Story, gone: CustomerId) {
    let bytes = gone.as_bytes().as_slice();
    let named = story.app.store().expect("open").read(|reader| {
        let connection = reader.connection();
        let mut query = connection.prepare(
            "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND c.type = 'BLOB' AND m.name <> 'op'",
        )?;
        let columns = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut named = Vec::new();
        for column in columns {
            let (table, column): (String, String) = column?;
            let sql = format!("SELECT count(*) FROM \"{table}\" WHERE \"{column}\" = ?1");
            let rows: u32 = connection.query_row(&sql, [bytes], |row| row.get(0))?;
            if rows > 0 {
                named.push(format!("{table}.{column}: {rows}"));
            }
        }
        Ok::<_, huike_store::StoreError>(named)
    });
    assert_eq!(named.expect("read"), Vec::<String>::new());
}
