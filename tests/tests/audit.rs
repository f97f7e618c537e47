//! The record: who changed what from what to what, as a page and as a file, and as a chain that shows
//! when somebody rewrote it.

use huike_app::operations::{self, ActorView, AuditQuery, AuditValue, RowChange};
use huike_app::{AppError, dossier};
use huike_domain::customers::CustomerDraft;
use huike_domain::ids::CustomerId;
use huike_domain::shop::Shop;
use huike_domain::staff::Role;
use huike_store::{Actor, Op};
use huike_tests::{Story, op, person};

fn edits(story: &Story, id: CustomerId, change: impl FnOnce(&mut CustomerDraft)) {
    let before = dossier::page(&story.app, id).expect("a page").draft;
    let mut after = before.clone();
    change(&mut after);
    huike_app::customers::edit(&story.app, op(), id, before, after).expect("edited");
}

fn kinds(story: &Story, query: AuditQuery) -> Vec<String> {
    let page = operations::history(&story.app, query, None, 200).expect("the record");
    page.rows.into_iter().map(|it| it.kind).collect()
}

fn problems(story: &Story) -> Vec<String> {
    huike_app::vault::verify(&story.app).expect("verified").problems
}

#[test]
fn who_changed_what_from_what_to_what() {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let anna = story.customer("Anna");
    story.turn_to("2026-12-01T10:00:00+08:00");
    edits(&story, anna, |draft| {
        draft.name = "Anna Li".to_owned();
        draft.phone = "13800138000".to_owned();
    });
    story.buys(anna, "2026-12-01", 66);
    let page = operations::history(&story.app, AuditQuery::default(), None, 2).expect("the record");
    assert_eq!(
        page.rows.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(),
        ["purchases.add", "customers.edit"]
    );
    let edited = operations::changes(&story.app, page.rows[1].id).expect("changes");
    assert_eq!(edited.len(), 1);
    assert_eq!((edited[0].table.as_str(), edited[0].happened), ("customer", RowChange::Changed));
    assert_eq!((edited[0].customer, edited[0].customer_name.as_str()), (Some(anna), "Anna Li"));
    let text = |text: &str| AuditValue::Text { text: text.to_owned() };
    let fields: Vec<_> =
        edited[0].fields.iter().map(|it| (it.field.as_str(), &it.before, &it.after)).collect();
    assert_eq!(
        fields,
        [
            ("name", &text("Anna"), &text("Anna Li")),
            ("phone", &AuditValue::Empty, &text("+8613800138000")),
        ]
    );
    let bought = operations::changes(&story.app, page.rows[0].id).expect("changes");
    let purchase = bought.iter().find(|it| it.table == "purchase").expect("a purchase");
    assert_eq!(purchase.happened, RowChange::Added);
    assert!(purchase.fields.iter().any(|it| it.after == AuditValue::Money { fen: 6_600 }));
    // A setting says which it is, and what lies with somebody whose it is.
    let due = story.app.now().plus_days(1);
    let planned = op();
    huike_app::followups::set(&story.app, planned, anna, due, "call".to_owned(), None)
        .expect("set");
    let set = operations::changes(&story.app, planned).expect("changes");
    let row = set.iter().find(|it| it.table == "follow_up").expect("a follow-up");
    assert_eq!((row.customer, row.name.as_deref()), (Some(anna), None));
    let named = op();
    let shop = Shop { name: "Corner".to_owned(), zone: "Asia/Shanghai".to_owned() };
    huike_app::shop::name(&story.app, named, shop).expect("named");
    let setting = operations::changes(&story.app, named).expect("changes");
    assert_eq!(setting[0].name.as_deref(), Some("shop"));
    // The next stretch goes on where this one ended.
    let rest =
        operations::history(&story.app, AuditQuery::default(), page.next, 200).expect("more");
    assert!(rest.rows.iter().any(|it| it.kind == "customers.add"));
    assert_eq!(rest.next, None);
}

#[test]
fn the_record_is_narrowed_down() {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let people = [person("Chen", Role::Owner, None), person("Li", Role::Staff, None)];
    story.guarded(&people);
    story.sits("Li");
    let (anna, _) = (story.customer("Anna"), story.customer("Bert"));
    let refused = operations::history(&story.app, AuditQuery::default(), None, 10).map(drop);
    assert!(matches!(refused, Err(AppError::NotAllowed { .. })), "{refused:?}");
    story.turn_to("2026-12-02T10:00:00+08:00");
    story.sits("Chen");
    edits(&story, anna, |draft| draft.note = "tea".to_owned());
    let day = |day: &str| Some(day.parse().expect("a day"));
    let all = AuditQuery::default;
    let by_li = Some(ActorView::Person { id: people[1].id });
    assert_eq!(
        kinds(&story, AuditQuery { by: by_li, ..all() }),
        ["customers.add", "customers.add"]
    );
    let about = AuditQuery { customer: Some(anna), ..all() };
    assert_eq!(kinds(&story, about), ["customers.edit", "customers.add"]);
    let room = AuditQuery { kind: "customers".to_owned(), ..all() };
    assert_eq!(kinds(&story, room).len(), 3);
    story.undo().expect("undone");
    let room = AuditQuery { kind: "customers".to_owned(), ..all() };
    assert_eq!(kinds(&story, room).len(), 4, "what takes one of the room back belongs to it");
    let again = operations::recent(&story.app, 1).expect("history")[0].id;
    operations::undo(&story.app, op(), Some(again)).expect("done again");
    let one = AuditQuery { kind: "customers.edit".to_owned(), ..all() };
    assert_eq!(kinds(&story, one), ["operations.undo", "customers.edit"]);
    let days = AuditQuery { from: day("2026-12-01"), until: day("2026-12-02"), ..all() };
    assert_eq!(kinds(&story, days).last().map(String::as_str), Some("customers.edit"));
    let days = AuditQuery { until: day("2026-11-30"), kind: "customers".to_owned(), ..all() };
    assert_eq!(kinds(&story, days).len(), 2);
    let file = operations::export_history(&story.app, op(), AuditQuery::default()).expect("a file");
    let held = story.app.files().get(&file).expect("held");
    let table = std::fs::read_to_string(held.path).expect("read");
    assert!(table.contains("Anna") && table.contains("Li") && table.lines().count() > 6, "{table}");
    assert_eq!(kinds(&story, AuditQuery::default())[0], "operations.export");
}

#[test]
fn entries_about_somebody_come_from_an_index() {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    let plan = |of_one| {
        let store = story.app.store().expect("open");
        store.read(|reader| huike_store::audit::plan_of_entries(reader, of_one)).expect("a plan")
    };
    assert!(plan(true).contains("op_subject"), "{}", plan(true));
    assert!(plan(false).contains("PRIMARY KEY"), "{}", plan(false));
}

/// Does something to the record that no command does.
fn tampered(sql: &'static str) -> Vec<String> {
    let story = Story::at("2026-11-30T10:00:00+08:00");
    for name in ["Anna", "Bert", "Cleo"] {
        let _ = story.customer(name);
    }
    assert_eq!(problems(&story), Vec::<String>::new());
    let write = Op { id: op(), actor: Actor::System, kind: "test", at: story.now(), subject: None };
    let store = story.app.store().expect("open");
    store
        .write(write, move |tx| {
            use huike_store::Read as _;
            tx.connection().execute_batch(sql).map_err(huike_store::StoreError::from)
        })
        .expect("written");
    problems(&story)
}

#[test]
fn rewriting_shows() {
    for sql in [
        "UPDATE op SET actor = 'system' WHERE seq = 2",
        "UPDATE op SET at = at - 1 WHERE seq = 3",
        "UPDATE op SET changeset = x'' WHERE seq = 3",
        "UPDATE op SET kind = 'customers.edit' WHERE seq = 3",
        "UPDATE op SET digest = zeroblob(32), salt = NULL, changeset = x'' WHERE seq = 2",
        "DELETE FROM op WHERE seq = 2",
        "DELETE FROM op WHERE seq = 1",
        "DELETE FROM op WHERE seq = (SELECT max(seq) FROM op)",
        "UPDATE op SET salt = NULL, changeset = x'' WHERE seq = 3",
        "INSERT INTO op (seq, id, actor, kind, at, row_count, changeset, digest, chain)
             VALUES (99, randomblob(16), 'owner', 'customers.add', 0, 0, x'', zeroblob(32), zeroblob(32))",
    ] {
        assert_ne!(tampered(sql), Vec::<String>::new(), "{sql}");
    }
    // What is let go with its salt leaves the chain whole.
    let let_go = "UPDATE op SET changeset = x'', salt = NULL, kind = 'vault.letGo' WHERE seq = 2";
    assert_eq!(tampered(let_go), Vec::<String>::new());
}
