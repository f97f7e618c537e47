//! A merge that is taken back is none, whatever the shop.

use super::*;

/// What a random customer has, each by a small number.
#[derive(Clone, Debug)]
struct Sketch {
    name: usize,
    phone: usize,
    further: Vec<usize>,
    born: Option<u8>,
    company: bool,
    number: bool,
    choice: Option<u16>,
    preferences: Vec<usize>,
    buys: Vec<i64>,
    notes: u8,
    plans: u8,
    friend: Option<usize>,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let plain = (0..4usize, 0..5usize, prop::collection::vec(0..5usize, 0..3));
    let facts = (prop::option::of(1..4u8), any::<bool>(), any::<bool>(), prop::option::of(1..3u16));
    let story = (
        prop::collection::vec(0..2usize, 0..3),
        prop::collection::vec(1..900i64, 0..4),
        0..3u8,
        0..2u8,
        prop::option::of(0..6usize),
    );
    (plain, facts, story).prop_map(
        |(
            (name, phone, further),
            (born, company, number, choice),
            (likes, buys, notes, plans, friend),
        )| Sketch {
            name,
            phone,
            further,
            born,
            company,
            number,
            choice,
            preferences: likes,
            buys,
            notes,
            plans,
            friend,
        },
    )
}

const PEOPLE: [&str; 4] = ["张伟", "章玮", "Zhang Wei", "李娜"];

/// Enters them all; two of them are said to be two.
fn furnish(story: &Story, sketches: &[Sketch]) -> Vec<CustomerId> {
    let (field, likes) = library(story);
    let mut known = Vec::new();
    for (n, sketch) in sketches.iter().enumerate() {
        let phone = |n: &usize| if *n == 4 { String::new() } else { format!("1380000100{n}") };
        let reach =
            |n: &usize| Reach { kind: ReachKind::Phone, value: phone(n), label: "家".to_owned() };
        let id = story.customer_with(CustomerDraft {
            kind: if sketch.company { CustomerKind::Company } else { CustomerKind::Person },
            birthday: sketch.born.map(|day| Birthday::solar(Some(1990), 11, 24 + day)),
            external_id: if sketch.number { format!("K{n}") } else { String::new() },
            note: format!("note {n}"),
            portrait: Portrait {
                reaches: sketch.further.iter().map(reach).collect(),
                custom: sketch
                    .choice
                    .map(|choice| CustomEntry { field, value: CustomValue::Choice(choice) })
                    .into_iter()
                    .collect(),
                preferences: sketch.preferences.iter().map(|n| likes[*n]).collect(),
                introduced_by: sketch.friend.and_then(|n| known.get(n).copied()),
                ..Portrait::default()
            },
            ..person(PEOPLE[sketch.name], &phone(&sketch.phone), "")
        });
        for yuan in &sketch.buys {
            story.buys(id, "2026-11-20", *yuan);
        }
        for note in 0..sketch.notes {
            let note = contact(Note, &format!("remark {note}"));
            interactions::log(&story.app, op(), id, note, Default::default()).expect("logged");
        }
        for plan in 0..sketch.plans {
            let due = story.now().plus_days(i64::from(plan) + 1);
            followups::set(&story.app, op(), id, due, "promised".to_owned(), None)
                .expect("planned");
        }
        known.push(id);
    }
    if known.len() > 2 {
        customers::distinct(&story.app, op(), vec![known[0], known[2]]).expect("noted");
        lie_with(story, &known);
    }
    known
}

/// What no use case enters yet: a pinned note and a file of each.
fn lie_with(story: &Story, known: &[CustomerId]) {
    let known = known.to_vec();
    let write = Op { id: op(), actor: Actor::Owner, kind: "test", at: story.now(), subject: None };
    let written = story.app.store().expect("open").write(write, move |tx| {
        for id in &known {
            let connection = tx.connection();
            let (own, other) = (tx.new_id(), tx.new_id());
            connection.execute(
                "INSERT INTO pinned (customer_id, interaction_id) VALUES (?1, ?2)",
                [id.as_bytes(), own.as_bytes()],
            )?;
            connection.execute(
                "INSERT INTO attachment (customer_id, at, id, name, media, size)
                 VALUES (?1, 0, ?2, 'a.png', 'image/png', 1)",
                [id.as_bytes(), other.as_bytes()],
            )?;
            connection.execute(
                "INSERT INTO attachment_part (attachment_id, part, bytes) VALUES (?1, 0, x'00')",
                [other.as_bytes()],
            )?;
        }
        Ok::<_, huike_store::StoreError>(())
    });
    written.expect("written");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_merge_taken_back_is_no_merge(
        sketches in prop::collection::vec(sketch(), 2..6),
        several in any::<bool>(),
        prepared in any::<bool>(),
    ) {
        let story = Story::at(NOW);
        let known = furnish(&story, &sketches);
        if prepared {
            story.prepare();
        }
        let others = if several { known[1..].to_vec() } else { vec![known[1]] };
        let before = dump(&story);
        let rows = |dump: &BTreeMap<&str, Vec<String>>, table: &str| dump[table].len();
        merge(&story, known[0], &others).expect("merged");
        let merged = dump(&story);
        for table in ["purchase", "interaction", "pinned", "attachment"] {
            prop_assert_eq!(rows(&merged, table), rows(&before, table), "{}", table);
        }
        for other in &others {
            nobody_names(&story, *other);
        }
        prop_assert_eq!(story.app.store().expect("open").verify().expect("verified").problems, Vec::<String>::new());
        let undone = story.undo().expect("undone");
        prop_assert_eq!(&dump(&story), &before);
        prop_assert_eq!(story.app.store().expect("open").verify().expect("verified").problems, Vec::<String>::new());
        operations::undo(&story.app, op(), Some(undone.by)).expect("done again");
        prop_assert_eq!(&dump(&story), &merged);
    }
}
