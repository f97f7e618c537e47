//! Random shops, lists and changes of them, held against the naive reading.

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Add(Box<CustomerDraft>),
    Edit(usize, Box<CustomerDraft>),
    Buy {
        who: usize,
        days: i64,
        yuan: i64,
    },
    Talk {
        who: usize,
        kind: InteractionKind,
    },
    Days(i64),
    Tag {
        filter: Filter,
        change: BulkChange,
    },
    Undo,
    /// Looks at a list, so that later steps patch the columns rather than being loaded with them.
    Look(CustomerQuery),
}

fn text(choices: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(choices).prop_map(str::to_owned)
}

const NAMES: &[&str] = &["", "张三", "李四", "Anna", "anna", "欧阳娜娜", "单雄信", "zoe", "王"];
const COMPANIES: &[&str] = &["", "", "面包房", "Bakery", "bakery 2"];
const TAGS: &[&str] = &["VIP", "老客", "新", "VIP2"];

fn draft() -> impl Strategy<Value = Box<CustomerDraft>> {
    let born =
        (prop::option::of(1950_i16..2010), 1..13_u8, 1..29_u8).prop_map(|(year, month, day)| {
            match day {
                // A lunar day exists in every year where the year is not said.
                1..6 => Birthday {
                    year: None,
                    month,
                    day,
                    calendar: BirthdayCalendar::Lunar,
                    leap: day == 1,
                },
                _ => Birthday::solar(year, month, day),
            }
        });
    let channel = prop::option::of(prop::sample::select(&Channel::ALL[..]));
    (
        (text(NAMES), 0..40_u8, text(COMPANIES), text(&["", "朋友", "ads"])),
        (prop::collection::vec(text(TAGS), 0..3), prop::option::of(born), channel, any::<bool>()),
        (entries(), likes()),
    )
        .prop_map(
            |((name, number, company, source), (tags, birthday, channel, firm), parts)| {
                let (custom, preferences) = parts;
                let allowed = |bits: u8| {
                    Channel::ALL
                        .into_iter()
                        .zip(0..)
                        .filter_map(move |(c, n)| (bits >> n & 1 == 1).then_some(c))
                };
                // Half of them have no number; who has no name has one.
                let phone = number < 20 || name.is_empty();
                Box::new(CustomerDraft {
                    kind: if firm { CustomerKind::Company } else { CustomerKind::Person },
                    phone: if phone { format!("199000000{number:02}") } else { String::new() },
                    name,
                    company,
                    source,
                    tags,
                    birthday,
                    channel,
                    portrait: Portrait {
                        region: source_of(number, "上海"),
                        owner: source_of(number / 2, "小王"),
                        character: (number % 4 == 1).then_some(Character::Emotional),
                        importance: Level::from_code(number % 5),
                        urgency: Level::from_code(number % 7),
                        consent: Consent {
                            agreed: allowed(number & 7).collect(),
                            refused: allowed(number & 24).collect(),
                        },
                        custom,
                        preferences,
                        ..Portrait::default()
                    },
                    ..CustomerDraft::default()
                })
            },
        )
}

/// A value of each kind; few, so that some are the same.
fn entry() -> impl Strategy<Value = CustomEntry> {
    let day = |n| add_days("2026-11-23".parse().expect("a day"), n);
    let value = prop_oneof![
        text(&["Anna", "anna", "王", "急"]).prop_map(CustomValue::Text),
        (-30_000..30_000_i64).prop_map(CustomValue::Number),
        (-90..90_i64).prop_map(move |n| CustomValue::Date(day(n))),
        prop::sample::select(&CHOICES[..]).prop_map(|(number, _)| CustomValue::Choice(number)),
        any::<bool>().prop_map(CustomValue::YesNo),
        (0..5_i64).prop_map(|yuan| CustomValue::Money(yuan * 10_000)),
    ];
    value.prop_map(|value| CustomEntry { field: field_id(value.kind()), value })
}

/// At most one value a field.
fn entries() -> impl Strategy<Value = Vec<CustomEntry>> {
    prop::collection::vec(entry(), 0..4).prop_map(|mut entries| {
        entries.sort_by_key(|entry| entry.field);
        entries.dedup_by_key(|entry| entry.field);
        entries
    })
}

fn likes() -> impl Strategy<Value = Vec<PreferenceId>> {
    prop::sample::subsequence(vec![taste(0), taste(1), taste(2)], 0..3)
}

fn source_of(number: u8, word: &str) -> String {
    if number.is_multiple_of(3) { word.to_owned() } else { String::new() }
}

fn tests(field: Field) -> BoxedStrategy<Test> {
    tests_of(field, field.kind())
}

/// Fields of the shop's own may be empty, whatever they hold.
fn own_condition() -> impl Strategy<Value = Filter> {
    let kind = prop::sample::select(&CustomKind::ALL[..]);
    kind.prop_flat_map(|kind| {
        let test = prop_oneof![4 => tests_of(Field::Name, kind.as_field()), 1 => Just(Test::Empty)];
        test.prop_map(move |test| Filter::Own { field: field_id(kind), test })
    })
}

fn tests_of(field: Field, kind: FieldKind) -> BoxedStrategy<Test> {
    let one_of = |words: &'static [&'static str]| {
        let words = prop::collection::vec(text(words), 1..3);
        (words, 0..3_u8).prop_map(move |(values, which)| match which {
            0 => Test::NoneOf { values },
            _ => Test::OneOf { values },
        })
    };
    let days = 1..120_u32;
    let day = (-400..400_i64).prop_map(|n| add_days("2026-11-23".parse().expect("a day"), n));
    let number = -1_000..90_000_i64;
    match kind {
        FieldKind::Own => Just(Test::Empty).boxed(),
        FieldKind::Choice(words) => prop_oneof![one_of(words), Just(Test::Empty)].boxed(),
        FieldKind::Words => prop_oneof![
            one_of(&["面包房", "Bakery", "朋友", "上海", "小王", "anna", "王"]),
            Just(Test::Empty),
            text(&["BAKE", "包"]).prop_map(|text| Test::Contains { text }),
        ]
        .boxed(),
        FieldKind::Ids => (likes(), 0..3_u8)
            .prop_filter("some", |(likes, _)| !likes.is_empty())
            .prop_map(|(likes, which)| {
                let values = likes.iter().map(ToString::to_string).collect();
                match which {
                    0 => Test::NoneOf { values },
                    1 => Test::AllOf { values },
                    _ => Test::OneOf { values },
                }
            })
            .boxed(),
        FieldKind::Level => prop_oneof![one_of(&LEVELS), Just(Test::Empty)].boxed(),
        FieldKind::Numbered => prop_oneof![one_of(&["1", "2", "10"]), Just(Test::Empty)].boxed(),
        FieldKind::Set if field != Field::Tags => prop_oneof![
            one_of(&["wechat", "sms", "email"]),
            prop::collection::vec(text(&["phone", "wechat"]), 1..3)
                .prop_map(|values| Test::AllOf { values }),
            Just(Test::Empty),
        ]
        .boxed(),
        FieldKind::Set => prop_oneof![
            one_of(TAGS),
            prop::collection::vec(text(TAGS), 1..3).prop_map(|values| Test::AllOf { values }),
            Just(Test::Empty),
            text(&["vip"]).prop_map(|text| Test::Contains { text }),
        ]
        .boxed(),
        FieldKind::Number | FieldKind::Money | FieldKind::Decimal => {
            (number.clone(), number, 0..3_u8)
                .prop_map(|(a, b, which)| match which {
                    0 => Test::Between { from: Some(a / 100), to: None },
                    1 => Test::Between { from: None, to: Some(b) },
                    _ => Test::Between { from: Some(a.min(b)), to: Some(a.max(b)) },
                })
                .boxed()
        }
        FieldKind::Moment | FieldKind::Day => prop_oneof![
            Just(Test::Empty),
            days.clone().prop_map(|days| Test::Last { days }),
            days.clone().prop_map(|days| Test::NotLast { days }),
            days.prop_map(|days| Test::Next { days }),
            day.prop_map(|day| Test::Days { from: Some(day), to: None }),
        ]
        .boxed(),
        FieldKind::Birthday => prop_oneof![
            Just(Test::Empty),
            days.prop_map(|days| Test::Next { days }),
            (1..13_u8).prop_map(|month| Test::Month { month }),
        ]
        .boxed(),
        FieldKind::Search => {
            text(&["张", "an", "VIP", "00", "面"]).prop_map(|text| Test::Contains { text }).boxed()
        }
    }
}

fn filter() -> impl Strategy<Value = Filter> {
    let condition = prop::sample::select(Field::ALL)
        .prop_flat_map(|field| tests(field).prop_map(move |test| Filter::on(field, test)));
    let condition = prop_oneof![3 => condition, 1 => own_condition()];
    condition.prop_recursive(2, 6, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            several().prop_map(|of| Filter::All { of }),
            several().prop_map(|of| Filter::Any { of }),
            inner.clone().prop_map(Filter::negated),
        ]
    })
}

fn query() -> impl Strategy<Value = CustomerQuery> {
    let sort = prop::sample::select(Field::ALL)
        .prop_filter("has an order", |field| field.kind().has_order());
    let own = prop_oneof![
        3 => Just(None),
        1 => prop::sample::select(&CustomKind::ALL[..]).prop_map(|kind| Some(field_id(kind))),
    ];
    let facts = vec![Field::Name, Field::Region, Field::Contacted];
    let show = (
        prop::sample::subsequence(facts, 0..3),
        prop::sample::subsequence(CustomKind::ALL.map(field_id).to_vec(), 0..3),
    )
        .prop_map(|(fields, own)| Shown { fields, own });
    (filter(), sort, any::<bool>(), own, show).prop_map(|(filter, sort, descending, own, show)| {
        CustomerQuery { filter, sort, own, show, descending }
    })
}

fn change() -> impl Strategy<Value = BulkChange> {
    let tags = || prop::collection::vec(text(TAGS), 1..3);
    prop_oneof![
        tags().prop_map(|tags| BulkChange::AddTags { tags }),
        tags().prop_map(|tags| BulkChange::RemoveTags { tags }),
        text(&["", "朋友", "fair"])
            .prop_map(|value| BulkChange::Set { field: BulkField::Source, value }),
        text(&["", "上海", "小李"])
            .prop_map(|value| BulkChange::Set { field: BulkField::Region, value }),
        text(&["", "wechat"])
            .prop_map(|value| BulkChange::Set { field: BulkField::Channel, value }),
        text(&["", "low", "high"])
            .prop_map(|value| BulkChange::Set { field: BulkField::Urgency, value }),
        text(&["", "emotional"])
            .prop_map(|value| BulkChange::Set { field: BulkField::Character, value }),
        (entry(), any::<bool>()).prop_map(|(CustomEntry { field, value }, set)| {
            BulkChange::SetOwn { field, value: set.then_some(value) }
        }),
        (0..3_usize).prop_map(|n| BulkChange::AddPreferences { ids: vec![taste(n)] }),
        (0..3_usize).prop_map(|n| BulkChange::RemovePreferences { ids: vec![taste(n), taste(0)] }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let kind = prop::sample::select(&InteractionKind::ALL[..]);
    let step = prop_oneof![
        4 => draft().prop_map(Step::Add),
        2 => (0..30_usize, draft()).prop_map(|(who, draft)| Step::Edit(who, draft)),
        4 => (0..30_usize, 0..500_i64, 1..900_i64)
            .prop_map(|(who, days, yuan)| Step::Buy { who, days, yuan }),
        2 => (0..30_usize, kind).prop_map(|(who, kind)| Step::Talk { who, kind }),
        1 => (1..60_i64).prop_map(Step::Days),
        2 => (filter(), change()).prop_map(|(filter, change)| Step::Tag { filter, change }),
        2 => Just(Step::Undo),
        3 => query().prop_map(Step::Look),
    ];
    prop::collection::vec(step, 1..40)
}

fn take(story: &Story, people: &mut Vec<CustomerId>, step: Step) {
    match step {
        Step::Add(draft) => people.push(story.customer_with(*draft)),
        // Someone whose entering was undone is not there any more.
        Step::Edit(who, draft) => {
            if let Some(id) = people.get(who % people.len().max(1)) {
                let before = dossier::page(&story.app, *id).map(|view| view.draft);
                let edit = |before| customers::edit(&story.app, op(), *id, before, *draft);
                let _ = before.and_then(edit);
            }
        }
        Step::Buy { who, days, yuan } => {
            if let Some(id) = people.get(who % people.len().max(1))
                && dossier::page(&story.app, *id).is_ok()
            {
                let day = add_days(Zone::SHANGHAI.day_of(story.now()), -days).to_string();
                story.buys(*id, &day, yuan);
            }
        }
        Step::Talk { who, kind } => {
            if let Some(id) = people.get(who % people.len().max(1))
                && dossier::page(&story.app, *id).is_ok()
            {
                let none = huike_app::followups::Next::None;
                huike_app::interactions::log(&story.app, op(), *id, contact(kind, "note"), none)
                    .expect("logged");
            }
        }
        Step::Days(days) => {
            story.turn_to_moment(story.now().plus_days(days));
            story.prepare();
        }
        Step::Tag { filter, change } => {
            let selection =
                Selection::Matching { filter, except: people.iter().take(1).copied().collect() };
            let BulkPreview { selected, changing } =
                customers::bulk_preview(&story.app, selection.clone(), change.clone())
                    .expect("a preview");
            let changed = customers::bulk(&story.app, op(), selection, change, selected);
            assert_eq!(changed, Ok(changing));
        }
        Step::Undo => {
            let _ = story.undo();
            // It may have been the last thing that was there to take back.
            define(story);
        }
        Step::Look(query) => check(story, &query),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_written_lists_say_what_the_rows_say(steps in steps(), last in query()) {
        let story = Story::at(START);
        define(&story);
        let mut people = Vec::new();
        for step in steps {
            take(&story, &mut people, step);
        }
        check(&story, &last);
        // Read anew they say the same.
        story.app.store().expect("open").drop_lists();
        check(&story, &last);
    }
}
