//! Lists from memory say what the rows say: any filter, any order, whatever was written before.

#[path = "columns/random.rs"]
mod random;

use std::cmp::Ordering;

use huike_app::AppError;
use huike_app::customers::{self, BulkPreview, CustomerQuery, Facts, Selection, Shown};
use huike_app::dossier::{self, CustomerView, TimelineEntry};
use huike_app::tiers;
use huike_domain::customers::filter::{Calendar, Field, FieldKind, Filter, Test};
use huike_domain::customers::{
    Birthday, BulkChange, BulkField, Calendar as BirthdayCalendar, Character, Consent,
    CustomChoice, CustomEntry, CustomField, CustomKind, CustomValue, CustomerDraft, CustomerKind,
    Level, Portrait, Preference, name_key,
};
use huike_domain::ids::{CustomerId, FieldId, PreferenceId, TierId};
use huike_domain::interactions::{Channel, InteractionKind};
use huike_domain::tiers::{Colour, Entry, Program, TierLevel};
use huike_domain::time::{Instant, Zone, add_days};
use huike_store::customers::Full;
use huike_store::lists::Order;
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

/// Levels that a few purchases reach, from the lowest.
const LEVELS: [&str; 2] =
    ["00000000-0000-7000-8000-000000000201", "00000000-0000-7000-8000-000000000200"];

fn program() -> Program {
    let level = |(id, fen): (&str, i64)| TierLevel {
        id: id.parse().expect("an id"),
        name: format!("{fen}"),
        colour: Colour::default(),
        entry: Entry { spend_fen: Some(fen), window_days: Some(90), ..Entry::default() },
        validity_days: None,
        grace_days: 0,
        warn_days: 0,
    };
    let levels = LEVELS.into_iter().zip([10_000, 50_000]).map(level).collect();
    Program { levels, ..Program::default() }
}

/// A field of each kind, what customers can like, and levels.
fn define(story: &Story) {
    if tiers::programs(&story.app).expect("programs").now != program() {
        tiers::save(&story.app, op(), program()).expect("saved");
    }
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
    level: Option<TierId>,
}

/// What a line tells where it is asked to.
fn facts(Seen { view, .. }: &Seen, contacted: Option<Instant>) -> Facts {
    let draft = view.draft.clone();
    let portrait = draft.portrait;
    Facts {
        region: portrait.region,
        industry: portrait.industry,
        owner: portrait.owner,
        source: draft.source,
        channel: draft.channel,
        birthday: draft.birthday,
        character: portrait.character,
        importance: portrait.importance,
        urgency: portrait.urgency,
        agreed: portrait.consent.agreed,
        refused: portrait.consent.refused,
        created: view.created_at,
        contacted,
    }
}

/// Everyone of a list in its order, as files hold them.
fn export(
    story: &Story,
    query: &CustomerQuery,
    mut visit: impl FnMut(Full) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let all = Selection::Matching { filter: query.filter.clone(), except: Vec::new() };
    let order = Order { sort: query.sort, own: query.own, descending: query.descending };
    customers::each(&story.app, &all, Some(order), |full, _| visit(full))
}

fn everyone(story: &Story) -> Vec<Seen> {
    let mut seen = Vec::new();
    export(story, &CustomerQuery::default(), |full| {
        let id = full.summary.id;
        let view = dossier::page(&story.app, id)?;
        let entries = dossier::timeline(&story.app, id, Default::default(), None, 200)?.entries;
        let contacts = entries.iter().filter_map(|entry| match entry {
            TimelineEntry::Interaction(contact) => contact.kind.is_contact().then_some(contact.at),
            TimelineEntry::Purchase(_)
            | TimelineEntry::FollowUp(_)
            | TimelineEntry::File(_)
            | TimelineEntry::Complaint(_) => None,
        });
        let level = tiers::of(&story.app, id)?.level.map(|level| level.id);
        seen.push(Seen { id, contacted: contacts.max(), view, level });
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
        Field::Four => word(row.four.map(|four| four.as_str())),
        Field::Eight => word(row.eight.map(|eight| eight.digits())),
        Field::Tier => Value::Words(seen.level.map_or_else(String::new, |id| id.to_string())),
        Field::Birthday => Value::Birthday(draft.birthday),
        Field::LastPurchase => moment(row.last_purchase),
        Field::Contacted => moment(seen.contacted),
        Field::Created => moment(Some(seen.view.created_at)),
        Field::Rhythm => Value::Number(Some(row.rhythm_days.unwrap_or(0).into())),
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
            customers::search(&story.app, text.clone(), 200, None)
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
            FieldKind::Level => {
                known(a.is_empty(), b.is_empty(), position(&a, &LEVELS).cmp(&position(&b, &LEVELS)))
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
            let asked = query.show.own.iter().filter_map(|field| {
                own(shown, *field).map(|value| CustomEntry { field: *field, value: value.clone() })
            });
            assert_eq!(row.own, asked.collect::<Vec<_>>());
            let asks = |field| query.show.fields.contains(&field);
            let any = asks(Field::Region) || asks(Field::Contacted);
            let contacted = shown.contacted.filter(|_| asks(Field::Contacted));
            assert_eq!(row.facts, any.then(|| facts(shown, contacted)));
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
    export(story, query, |full| {
        exported.push(full.summary.id);
        Ok(())
    })
    .expect("exported");
    assert_eq!(exported, wanted);
    let count = customers::count(&story.app, query.clone()).expect("a count");
    assert_eq!(count as usize, wanted.len());
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
    assert_eq!(customers::search(&story.app, "vip".to_owned(), 50, None).expect("found").total, 30);
    story.undo().expect("undone");
    assert_eq!(tagged(), Ok(10));
    assert_eq!(customers::search(&story.app, "vip".to_owned(), 50, None).expect("found").total, 10);
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
    let other = huike_app::App::open(story.app.folder()).expect("open twice");
    customers::add(&other, op(), named("two")).expect("added");
    assert_eq!(customers::count(&story.app, query.clone()), Ok(2));
    customers::add(&story.app, op(), named("three")).expect("added");
    assert_eq!(customers::count(&story.app, query.clone()), Ok(3));
    assert_eq!(customers::count(&other, query), Ok(3));
}

#[test]
fn what_the_shop_has_no_more_is_refused_by_lists_and_views() {
    use huike_app::views::{self, ViewDraft};
    let story = Story::at(START);
    define(&story);
    let text = field_id(CustomKind::Text);
    let filter = Filter::Own { field: text, test: Test::Empty };
    let by_filter = CustomerQuery { filter, ..CustomerQuery::default() };
    let by_sort = CustomerQuery { own: Some(text), ..CustomerQuery::default() };
    let show = Shown { own: vec![text], ..Shown::default() };
    let by_column = CustomerQuery { show, ..CustomerQuery::default() };
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
        segment: false,
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
            views::add(&story.app, op(), draft(query)).map(|_| ()),
        ];
        assert_eq!(
            refused.map(|refused| refused.map_err(kind)),
            [(); 3].map(|()| Err((*what).to_owned()))
        );
        // A file holds every field there is, so columns are nothing to it.
        if query.show.is_empty() {
            let refused = export(&story, query, |_| Ok(()));
            assert_eq!(refused.map_err(kind), Err((*what).to_owned()));
        }
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
