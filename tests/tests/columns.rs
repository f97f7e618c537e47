//! Lists from memory say what the rows say: any filter, any order, whatever was written before.

use std::cmp::Ordering;

use huike_app::customers::{
    self, BulkPreview, CustomerQuery, CustomerView, Selection, TimelineEntry,
};
use huike_domain::customers::filter::{Calendar, Field, FieldKind, Filter, Test};
use huike_domain::customers::{
    Birthday, BulkChange, BulkField, Calendar as BirthdayCalendar, Character, Consent,
    CustomChoice, CustomEntry, CustomField, CustomKind, CustomValue, CustomerDraft, CustomerKind,
    Level, Portrait, Preference, name_key,
};
use huike_domain::ids::{CustomerId, FieldId, PreferenceId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::time::{Instant, Zone, add_days};
use huike_tests::{Story, contact, op};
use proptest::prelude::*;

const START: &str = "2026-11-23T12:00:00+08:00";

fn field_id(kind: CustomKind) -> FieldId {
    format!("00000000-0000-7000-8000-0000000000{:02}", kind.code()).parse().expect("an id")
}

const TASTES: [&str; 3] = ["抹茶", "原味", "芝士"];

fn taste(n: usize) -> PreferenceId {
    format!("00000000-0000-7000-8000-0000000001{n:02}").parse().expect("an id")
}

/// The choices of the shop's field, in an order that is not that of their numbers.
const CHOICES: [(u16, &str); 3] = [(2, "少糖"), (10, "无糖"), (1, "正常")];

/// A field of each kind, and what customers can like.
fn define(story: &Story) {
    let choices = |kind| match kind {
        CustomKind::Choice => {
            CHOICES.map(|(number, text)| CustomChoice { number, text: text.to_owned() }).into()
        }
        _ => Vec::new(),
    };
    if customers::custom_fields(&story.app).expect("fields").is_empty() {
        let fields = CustomKind::ALL.map(|kind| CustomField {
            id: field_id(kind),
            name: format!("{kind:?}"),
            kind,
            choices: choices(kind),
        });
        customers::save_custom_fields(&story.app, op(), fields.into()).expect("saved");
    }
    for (n, value) in TASTES.into_iter().enumerate() {
        let known = customers::preferences(&story.app).expect("a library");
        if known.iter().all(|known| known.preference.id != taste(n)) {
            let (category, value) = ("口味".to_owned(), value.to_owned());
            let preference = Preference { id: taste(n), category, value };
            customers::save_preference(&story.app, op(), preference).expect("saved");
        }
    }
}

fn own(seen: &Seen, field: FieldId) -> Option<&CustomValue> {
    let custom = &seen.view.draft.portrait.custom;
    custom.iter().find(|entry| entry.field == field).map(|entry| &entry.value)
}

/// What a filter and an order see of one customer, from their page and not from the columns.
struct Seen {
    id: CustomerId,
    view: CustomerView,
    contacted: Option<Instant>,
}

fn everyone(story: &Story) -> Vec<Seen> {
    let mut seen = Vec::new();
    customers::each(&story.app, &CustomerQuery::default(), |full| {
        let id = full.summary.id;
        let view = customers::get(&story.app, id)?;
        let entries = customers::timeline(&story.app, id, Default::default(), None, 200)?.entries;
        let contacts = entries.iter().filter_map(|entry| match entry {
            TimelineEntry::Interaction(contact) => contact.kind.is_contact().then_some(contact.at),
            TimelineEntry::Purchase(_) => None,
        });
        seen.push(Seen { id, contacted: contacts.max(), view });
        Ok(())
    })
    .expect("everyone");
    seen
}

fn calendar(story: &Story) -> Calendar {
    Calendar { today: Zone::SHANGHAI.day_of(story.now()), zone: Zone::SHANGHAI }
}

/// A field's words, or its number.
enum Value {
    Words(String),
    Number(Option<i64>),
    Birthday(Option<Birthday>),
}

fn value(seen: &Seen, field: Field) -> Value {
    let (row, draft) = (&seen.view.row, &seen.view.draft);
    let moment = |at: Option<Instant>| Value::Number(at.map(|at| at.0));
    let word = |word: Option<&str>| Value::Words(word.unwrap_or_default().to_owned());
    match field {
        Field::Name => word(Some(&draft.name)),
        Field::Phone => word(Some(&draft.phone)),
        Field::ExternalId => word(Some(&draft.external_id)),
        Field::Kind => {
            word(Some(if row.kind == CustomerKind::Company { "company" } else { "person" }))
        }
        Field::Company => word(Some(&draft.company)),
        Field::Source => word(Some(&draft.source)),
        Field::Region => word(Some(&draft.portrait.region)),
        Field::Industry => word(Some(&draft.portrait.industry)),
        Field::Owner => word(Some(&draft.portrait.owner)),
        Field::Character => word(draft.portrait.character.map(|character| match character {
            Character::Rational => "rational",
            Character::Emotional => "emotional",
        })),
        Field::Importance => word(draft.portrait.importance.map(level)),
        Field::Urgency => word(draft.portrait.urgency.map(level)),
        Field::Tags => Value::Words(draft.tags.join("\n")),
        Field::Channel => word(draft.channel.map(Channel::as_str)),
        Field::Segment => word(row.segment.map(|segment| segment.as_str())),
        Field::Stage => word(row.stage.map(|stage| stage.as_str())),
        Field::Birthday => Value::Birthday(draft.birthday),
        Field::LastPurchase => moment(row.last_purchase),
        Field::Contacted => moment(seen.contacted),
        Field::Created => moment(Some(seen.view.created_at)),
        Field::Purchases => Value::Number(Some(row.purchases.into())),
        Field::Spent => Value::Number(Some(row.spent_fen)),
        Field::Agreed => Value::Words(channels(&draft.portrait.consent.agreed)),
        Field::Refused => Value::Words(channels(&draft.portrait.consent.refused)),
        Field::Preferences => {
            let ids: Vec<_> = draft.portrait.preferences.iter().map(ToString::to_string).collect();
            Value::Words(ids.join("\n"))
        }
        Field::Text => Value::Words(String::new()),
    }
}

fn channels(channels: &[Channel]) -> String {
    channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join("\n")
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
}

fn passes(story: &Story, seen: &Seen, filter: &Filter) -> bool {
    match filter {
        Filter::All { of } => of.iter().all(|each| passes(story, seen, each)),
        Filter::Any { of } => of.iter().any(|each| passes(story, seen, each)),
        Filter::Not { of } => !passes(story, seen, of),
        Filter::Where { field: Field::Text, test: Test::Contains { text } } => {
            customers::search(&story.app, text.clone(), 200)
                .expect("found")
                .rows
                .iter()
                .any(|row| row.id == seen.id)
        }
        Filter::Own { field, test } => test.holds_for_own(own(seen, *field), calendar(story)),
        Filter::Where { field, test } => match value(seen, *field) {
            Value::Words(words) => test.holds_for_words(&words),
            Value::Number(number) => {
                test.range(calendar(story)).is_some_and(|range| range.holds(number))
            }
            Value::Birthday(born) => test.holds_for_birthday(born, calendar(story).today),
        },
    }
}

/// How two customers stand to each other, by the meaning of the field rather than by its column.
fn compare(a: &Seen, b: &Seen, query: &CustomerQuery) -> Ordering {
    let turned = |order: Ordering| if query.descending { order.reverse() } else { order };
    let known = |a_empty: bool, b_empty: bool, order: Ordering| match (a_empty, b_empty) {
        (false, false) => turned(order),
        _ => a_empty.cmp(&b_empty),
    };
    if let Some(field) = query.own {
        let (x, y) = (own(a, field), own(b, field));
        let order = match (x, y) {
            (Some(CustomValue::Text(x)), Some(CustomValue::Text(y))) => {
                name_key(x).cmp(&name_key(y))
            }
            (Some(CustomValue::Choice(x)), Some(CustomValue::Choice(y))) => {
                let place = |n: &u16| CHOICES.iter().position(|(number, _)| number == n);
                place(x).cmp(&place(y))
            }
            (Some(CustomValue::YesNo(x)), Some(CustomValue::YesNo(y))) => x.cmp(y),
            (Some(CustomValue::Date(x)), Some(CustomValue::Date(y))) => x.cmp(y),
            (Some(CustomValue::Number(x)), Some(CustomValue::Number(y)))
            | (Some(CustomValue::Money(x)), Some(CustomValue::Money(y))) => x.cmp(y),
            _ => Ordering::Equal,
        };
        return known(x.is_none(), y.is_none(), order).then(turned(a.id.cmp(&b.id)));
    }
    let position = |word: &str, words: &[&str]| words.iter().position(|known| *known == word);
    let order = match (value(a, query.sort), value(b, query.sort)) {
        (Value::Words(a), Value::Words(b)) => match query.sort.kind() {
            FieldKind::Choice(words) => {
                known(a.is_empty(), b.is_empty(), position(&a, words).cmp(&position(&b, words)))
            }
            _ if query.sort == Field::Name => turned(name_key(&a).cmp(&name_key(&b))),
            FieldKind::Own => {
                // Screens show a number with blanks; the file's order is that of its digits.
                let digits = |text: &str| text.replace(' ', "");
                known(a.is_empty(), b.is_empty(), digits(&a).cmp(&digits(&b)))
            }
            _ => known(a.is_empty(), b.is_empty(), name_key(&a).cmp(&name_key(&b))),
        },
        (Value::Number(a), Value::Number(b)) => turned(a.cmp(&b)),
        (Value::Birthday(a), Value::Birthday(b)) => {
            let key = |born: Option<Birthday>| {
                born.map(|b| (b.calendar, b.month, b.leap, b.day, b.year.unwrap_or(0)))
            };
            known(a.is_none(), b.is_none(), key(a).cmp(&key(b)))
        }
        _ => Ordering::Equal,
    };
    order.then(turned(a.id.cmp(&b.id)))
}

#[track_caller]
fn check(story: &Story, query: &CustomerQuery) {
    let everyone = everyone(story);
    let mut wanted: Vec<_> = everyone.iter().collect();
    wanted.retain(|seen| passes(story, seen, &query.filter));
    wanted.sort_by(|a, b| compare(a, b, query));
    let wanted: Vec<_> = wanted.iter().map(|seen| seen.id).collect();
    let mut found = Vec::new();
    loop {
        let start = u32::try_from(found.len()).expect("small");
        let page = customers::page(&story.app, query.clone(), start, 7).expect("a page");
        if page.rows.is_empty() {
            break;
        }
        for row in page.rows {
            let shown = everyone.iter().find(|seen| seen.id == row.id).expect("seen");
            let asked = query.show.iter().filter_map(|field| {
                own(shown, *field).map(|value| CustomEntry { field: *field, value: value.clone() })
            });
            assert_eq!(row.own, asked.collect::<Vec<_>>());
            found.push(row.id);
        }
    }
    assert_eq!(found, wanted, "{query:?}");
    let mut read_on = Vec::new();
    let mut after = None;
    loop {
        let page = customers::following(&story.app, query, after, 5).expect("rows");
        assert_eq!(page.total as usize, wanted.len());
        read_on.extend(page.customers.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(read_on, wanted, "{query:?}");
    let mut exported = Vec::new();
    customers::each(&story.app, query, |full| {
        exported.push(full.summary.id);
        Ok(())
    })
    .expect("exported");
    assert_eq!(exported, wanted);
    let count = customers::count(&story.app, query.clone()).expect("a count");
    assert_eq!(count as usize, wanted.len());
}

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
    let show = prop::sample::subsequence(CustomKind::ALL.map(field_id).to_vec(), 0..3);
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
                let before = customers::get(&story.app, *id).map(|view| view.draft);
                let edit = |before| customers::edit(&story.app, op(), *id, before, *draft);
                let _ = before.and_then(edit);
            }
        }
        Step::Buy { who, days, yuan } => {
            if let Some(id) = people.get(who % people.len().max(1))
                && customers::get(&story.app, *id).is_ok()
            {
                let day = add_days(Zone::SHANGHAI.day_of(story.now()), -days).to_string();
                story.buys(*id, &day, yuan);
            }
        }
        Step::Talk { who, kind } => {
            if let Some(id) = people.get(who % people.len().max(1))
                && customers::get(&story.app, *id).is_ok()
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
        story.app.store().drop_lists();
        check(&story, &last);
    }
}

#[test]
fn a_bulk_edit_is_told_exactly_refused_when_it_changed_and_undone_in_one_step() {
    let story = Story::at(START);
    for n in 0..30 {
        let tags = if n % 3 == 0 { vec!["VIP".to_owned()] } else { Vec::new() };
        let _ = story.customer_with(CustomerDraft {
            name: format!("n{n}"),
            tags,
            ..CustomerDraft::default()
        });
    }
    let tagged = || {
        let filter = customers::read_filter(&story.app, "tags = VIP").expect("a filter");
        customers::count(&story.app, CustomerQuery { filter, ..CustomerQuery::default() })
    };
    let all = Selection::Matching { filter: Filter::everyone(), except: Vec::new() };
    let add = BulkChange::AddTags { tags: vec!["VIP".to_owned()] };
    let preview = customers::bulk_preview(&story.app, all.clone(), add.clone()).expect("told");
    assert_eq!(preview, BulkPreview { selected: 30, changing: 20 });
    let refused = customers::bulk(&story.app, op(), all.clone(), add.clone(), 29);
    let expected = huike_app::AppError::CountChanged { expected: 29, found: 30 };
    assert_eq!(refused, Err(expected));
    assert_eq!(tagged(), Ok(10));
    assert_eq!(customers::bulk(&story.app, op(), all, add, 30), Ok(20));
    assert_eq!(tagged(), Ok(30));
    // Found by the new tag at once.
    assert_eq!(customers::search(&story.app, "vip".to_owned(), 50).expect("found").total, 30);
    story.undo().expect("undone");
    assert_eq!(tagged(), Ok(10));
    assert_eq!(customers::search(&story.app, "vip".to_owned(), 50).expect("found").total, 10);
    assert_eq!(
        huike_app::vault::verify(&story.app).expect("verified").problems,
        Vec::<String>::new()
    );
}

#[test]
fn what_another_program_wrote_is_in_the_next_list() {
    let story = Story::at(START);
    let named = |name: &str| CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() };
    let _ = story.customer_with(named("one"));
    let filter = customers::read_filter(&story.app, "kind = person").expect("a filter");
    let query = CustomerQuery { filter, ..CustomerQuery::default() };
    assert_eq!(customers::count(&story.app, query.clone()), Ok(1));
    let other = huike_app::App::open(story.app.store().folder()).expect("open twice");
    customers::add(&other, op(), named("two")).expect("added");
    assert_eq!(customers::count(&story.app, query.clone()), Ok(2));
    customers::add(&story.app, op(), named("three")).expect("added");
    assert_eq!(customers::count(&story.app, query.clone()), Ok(3));
    assert_eq!(customers::count(&other, query), Ok(3));
}

#[test]
fn what_the_shop_has_no_more_is_refused_by_lists_and_views() {
    use huike_app::AppError;
    use huike_app::views::{self, ViewDraft};
    let story = Story::at(START);
    define(&story);
    let text = field_id(CustomKind::Text);
    let filter = Filter::Own { field: text, test: Test::Empty };
    let by_filter = CustomerQuery { filter, ..CustomerQuery::default() };
    let by_sort = CustomerQuery { own: Some(text), ..CustomerQuery::default() };
    let by_column = CustomerQuery { show: vec![text], ..CustomerQuery::default() };
    let disliked = Test::NoneOf { values: vec![taste(0).to_string()] };
    let by_taste = CustomerQuery {
        filter: Filter::on(Field::Preferences, disliked),
        ..CustomerQuery::default()
    };
    let lists =
        [(by_filter, "field"), (by_sort, "field"), (by_column, "field"), (by_taste, "preference")];
    let draft = |query: &CustomerQuery| ViewDraft {
        name: "view".to_owned(),
        query: query.clone(),
        columns: Vec::new(),
        pinned: false,
    };
    for (query, _) in &lists {
        assert!(customers::page(&story.app, query.clone(), 0, 10).is_ok());
        assert!(views::add(&story.app, op(), draft(query)).is_ok());
    }
    customers::save_custom_fields(&story.app, op(), Vec::new()).expect("taken away");
    customers::forget_preference(&story.app, op(), taste(0)).expect("taken away");
    let kind = |error: AppError| match error {
        AppError::NotFound { what, .. } => what,
        other => format!("{other:?}"),
    };
    for (query, what) in &lists {
        let refused = [
            customers::page(&story.app, query.clone(), 0, 10).map(|_| ()),
            customers::count(&story.app, query.clone()).map(|_| ()),
            customers::each(&story.app, query, |_| Ok(())),
            views::add(&story.app, op(), draft(query)).map(|_| ()),
        ];
        assert_eq!(
            refused.map(|refused| refused.map_err(kind)),
            [(); 4].map(|()| Err((*what).to_owned()))
        );
        // Beside others it does not keep them from being counted.
        let counts = customers::counts(&story.app, vec![query.clone(), CustomerQuery::default()]);
        assert_eq!(counts, Ok(vec![0, 0]));
    }
    // The views themselves can still be read, and mended.
    assert_eq!(views::list(&story.app).expect("views").len(), 4);
    let set = BulkChange::SetOwn { field: text, value: None };
    let all = Selection::Matching { filter: Filter::everyone(), except: Vec::new() };
    let refused = customers::bulk_preview(&story.app, all, set).map(|_| ()).map_err(kind);
    assert_eq!(refused, Err("field".to_owned()));
}
