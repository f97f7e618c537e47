//! Lists and search: the same rows as sorting everything, and always through an index.

use huike_app::customers::{self, CustomerQuery, CustomerRow, Selection};
use huike_domain::customers::filter::{Field, Filter, Test};
use huike_domain::customers::{BulkChange, CustomerDraft};
use huike_domain::segments::{Stage, ThreeClass};
use huike_tests::{Story, op};

const DAYS: [&str; 5] = ["2026-11-20", "2026-10-01", "2026-08-01", "2026-03-01", "2025-01-01"];

fn shop(customers: usize) -> Story {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let names = ["张伟", "王芳", "李娜", "Anna", "欧阳娜娜", "zoe", "单雄信"];
    for n in 0..customers {
        let customer = story.customer(&format!("{}{}", names[n % names.len()], n % 11));
        for day in DAYS.iter().take(n % 4).skip(n % 3) {
            story.buys(customer, day, 10 + 7 * (n as i64 % 13));
        }
    }
    story.prepare();
    story
}

fn all(story: &Story, query: &CustomerQuery) -> Vec<CustomerRow> {
    let mut rows = Vec::new();
    loop {
        let start = u32::try_from(rows.len()).expect("small");
        let page = customers::page(&story.app, query.clone(), start, 7).expect("a page");
        if page.rows.is_empty() {
            return rows;
        }
        rows.extend(page.rows);
    }
}

#[test]
fn pages_are_stretches_of_one_order_and_counts_agree() {
    let story = shop(60);
    let everyone = all(&story, &CustomerQuery::default());
    assert_eq!(everyone.len(), 60);
    let is = |field, word: Option<&'static str>| {
        word.map(|word| Filter::on(field, Test::OneOf { values: vec![word.to_owned()] }))
    };
    for sort in [Field::Name, Field::LastPurchase, Field::Spent] {
        for segment in [None, Some(ThreeClass::Core), Some(ThreeClass::WinBack)] {
            for stage in [None, Some(Stage::Active), Some(Stage::Lost)] {
                let conditions = [
                    is(Field::Segment, segment.map(ThreeClass::as_str)),
                    is(Field::Stage, stage.map(Stage::as_str)),
                ];
                let filter = Filter::All { of: conditions.into_iter().flatten().collect() };
                let query = CustomerQuery { filter, sort, ..CustomerQuery::default() };
                let rows = all(&story, &query);
                let wanted = everyone.iter().filter(|row| {
                    segment.is_none_or(|s| row.segment == Some(s))
                        && stage.is_none_or(|s| row.stage == Some(s))
                });
                let wanted = wanted.count();
                assert_eq!(rows.len(), wanted, "{query:?}");
                let count = customers::count(&story.app, query.clone()).expect("a count");
                assert_eq!(count as usize, wanted, "{query:?}");
                let keys: Vec<_> =
                    rows.iter().map(|row| (row.last_purchase, row.spent_fen)).collect();
                match sort {
                    Field::LastPurchase => assert!(keys.is_sorted_by_key(|k| k.0)),
                    Field::Spent => assert!(keys.is_sorted_by_key(|k| k.1)),
                    _ => {}
                }
                let mut backwards = all(&story, &CustomerQuery { descending: true, ..query });
                backwards.reverse();
                assert_eq!(rows, backwards);
            }
        }
    }
}

#[test]
fn the_middle_of_a_long_list_is_where_counting_says() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    let store = story.app.store().expect("open");
    let at = story.now();
    let op = huike_store::Op {
        id: op(),
        actor: huike_store::Actor::Owner,
        kind: "test.fill",
        at,
        subject: None,
    };
    store
        .write(op, |tx| {
            tx.in_bulk(|| {
                for n in 0..3_000 {
                    let name = format!("n{:04}", (n * 7_919) % 3_000);
                    let draft = CustomerDraft { name, ..CustomerDraft::default() };
                    let checked = draft.checked(chrono::NaiveDate::MAX).expect("a customer");
                    huike_store::customers::insert_in_bulk(tx, &checked)?;
                }
                Ok::<_, huike_store::StoreError>(())
            })
        })
        .expect("filled");
    for (start, descending, expected) in [
        (0, false, "n0000"),
        (1_500, false, "n1500"),
        (2_999, false, "n2999"),
        (2_047, true, "n0952"),
    ] {
        let query = CustomerQuery { descending, ..CustomerQuery::default() };
        let page = customers::page(&story.app, query, start, 3).expect("a page");
        assert_eq!(page.rows[0].name, expected);
    }
    let beyond = customers::page(&story.app, CustomerQuery::default(), 3_000, 3).expect("a page");
    assert_eq!(beyond.rows, []);
}

#[test]
fn every_list_is_read_through_an_index() {
    let story = Story::at("2026-11-23");
    let plans = story
        .app
        .store()
        .expect("open")
        .read(|reader| huike_store::lists::plans(reader))
        .expect("plans");
    let today = story
        .app
        .store()
        .expect("open")
        .read(|reader| huike_store::followups::plan_of_ranked(reader))
        .expect("a plan");
    assert!(today.contains("follow_up_rank"), "{today}");
    assert!(!today.contains("TEMP B-TREE"), "{today}");
    let day = story
        .app
        .store()
        .expect("open")
        .read(|reader| huike_store::followups::plan_of_due_between(reader));
    let day = day.expect("a plan");
    assert!(day.contains("USING COVERING INDEX follow_up_due"), "{day}");
    assert_eq!(plans.len(), 6);
    for plan in plans {
        assert!(plan.contains("USING COVERING INDEX standing_"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

/// By an index, but for what counts along one.
#[test]
fn what_a_shop_defined_and_who_may_be_one_are_found_by_an_index() {
    let story = Story::at("2026-11-23");
    let plans = story.app.store().expect("open").read(|reader| huike_store::plans::indexed(reader));
    let plans = plans.expect("plans");
    assert_eq!(plans.len(), 11);
    for (sql, plan) in plans {
        let counted = "SCAN customer_preference USING COVERING INDEX customer_preference_of";
        let scans = plan.lines().any(|line| line.starts_with("SCAN") && line != counted);
        let sorts = plan.contains("TEMP B-TREE FOR ORDER BY");
        assert!(!scans && !sorts, "{sql}\n{plan}");
        for (table, index) in [
            ("FROM custom_value", "INDEX custom_value_of"),
            ("FROM customer_preference", "INDEX customer_preference_of"),
        ] {
            assert!(!sql.contains(table) || plan.contains(index), "{sql}\n{plan}");
        }
    }
}

#[track_caller]
fn check_search(story: &Story, text: &str, expected: &[&str]) {
    let found = customers::search(&story.app, text.to_owned(), 10, None).expect("found");
    assert_eq!(found.total as usize, found.rows.len(), "{text}");
    let found = found.rows;
    let names: Vec<_> = found.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, expected, "{text}");
}

#[test]
fn anything_known_finds_a_customer() {
    let story = Story::at("2026-11-23");
    for (name, phone, company, tag) in [
        ("张三", "19900001234", "", "老客"),
        ("单田芳", "19900005678", "评书社", ""),
        ("Müller", "", "Bäckerei", "VIP"),
    ] {
        let _ = story.customer_with(CustomerDraft {
            name: name.to_owned(),
            phone: phone.to_owned(),
            company: company.to_owned(),
            tags: vec![tag.to_owned()],
            ..CustomerDraft::default()
        });
    }
    check_search(&story, "张", &["张三"]);
    check_search(&story, "三", &["张三"]);
    check_search(&story, "zs", &["张三"]);
    check_search(&story, "ZhangS", &["张三"]);
    check_search(&story, "1234", &["张三"]);
    check_search(&story, "1990000", &["单田芳", "张三"]);
    check_search(&story, "shan", &["单田芳"]);
    check_search(&story, "田芳", &["单田芳"]);
    check_search(&story, "tianfang", &["单田芳"]);
    check_search(&story, "shan fang", &["单田芳"]);
    check_search(&story, "tf", &["单田芳"]);
    check_search(&story, "芳田", &[]);
    // Two numbers hold these digits and one ends in them: one row shown, two found.
    let _ = story.customer_with(CustomerDraft {
        name: "赵".to_owned(),
        phone: "19912340000".to_owned(),
        ..CustomerDraft::default()
    });
    let one = customers::search(&story.app, "1234".to_owned(), 1, None).expect("found");
    assert_eq!((one.rows[0].name.as_str(), one.rows.len(), one.total), ("张三", 1, 2));
    story.undo().expect("undone");
    check_search(&story, "评书", &["单田芳"]);
    check_search(&story, "muller", &["Müller"]);
    check_search(&story, "Mueller", &["Müller"]);
    check_search(&story, "Mlüler", &["Müller"]);
    check_search(&story, "ülle", &["Müller"]);
    check_search(&story, "Möllers", &[]);
    check_search(&story, "vip", &["Müller"]);
    check_search(&story, "老客", &["张三"]);
    check_search(&story, "\" OR *:", &[]);
    check_search(&story, "", &[]);
}

#[test]
fn words_in_use_are_offered_those_of_the_most_customers_first() {
    let story = Story::at("2026-11-23T12:00:00+08:00");
    for tags in [&["VIP", "Spring"][..], &["VIP"], &["vip lounge"], &["Gone"], &[]] {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let name = "Ann".to_owned();
        let _ = story.customer_with(CustomerDraft { name, tags, ..CustomerDraft::default() });
    }
    #[track_caller]
    fn check(story: &Story, text: &str, expected: &[(&str, u32)]) {
        let words = customers::words(&story.app, Field::Tags, None, text.to_owned());
        let words = words.expect("words").into_iter().map(|each| (each.word, each.customers));
        let expected = expected.iter().map(|(word, count)| ((*word).to_owned(), *count));
        assert_eq!(words.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
    check(&story, "", &[("VIP", 2), ("Gone", 1), ("Spring", 1), ("vip lounge", 1)]);
    check(&story, " Vip ", &[("VIP", 2), ("vip lounge", 1)]);
    let all = Selection::Matching { filter: Filter::everyone(), except: Vec::new() };
    let remove = BulkChange::RemoveTags { tags: vec!["Gone".to_owned()] };
    assert_eq!(customers::bulk(&story.app, op(), all, remove, 5), Ok(1));
    check(&story, "o", &[("vip lounge", 1)]);
    assert!(customers::words(&story.app, Field::Spent, None, String::new()).is_err());
}
