use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::customers::{CustomChoice, CustomField, CustomKind, Preference};
use crate::error::InvalidCode;
use crate::ids::{PreferenceId, TierId};
use crate::tiers::{Colour, Entry, TierLevel};

fn id(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

/// A shop with a field of each kind, one called like a field that every shop has, and one value in
/// two categories.
fn library() -> Library {
    let choices: Vec<_> = [(1, "少糖"), (7, "no sugar")]
        .map(|(number, text)| CustomChoice { number, text: text.to_owned() })
        .into();
    let names = ["备注", "尺码", "Since", "甜度", "club", "spent"];
    let fields = CustomKind::ALL.into_iter().zip(names).zip(1..);
    let fields = fields.map(|((kind, name), n)| CustomField {
        id: FieldId::from_uuid(id(n)),
        name: name.to_owned(),
        kind,
        choices: if kind == CustomKind::Choice { choices.clone() } else { Vec::new() },
    });
    let preferences = [("口味", "抹茶"), ("口味", "原味"), ("风格", "原味")];
    let preferences = preferences.into_iter().zip(100..).map(|((category, value), n)| Preference {
        id: PreferenceId::from_uuid(id(n)),
        category: category.to_owned(),
        value: value.to_owned(),
    });
    let levels = ["银卡", "金卡"].into_iter().zip(300..).map(|(name, n)| TierLevel {
        id: TierId::from_uuid(id(n)),
        name: name.to_owned(),
        colour: Colour::default(),
        entry: Entry::default(),
        validity_days: None,
        grace_days: 0,
        warn_days: 0,
    });
    Library {
        fields: fields.collect(),
        preferences: preferences.collect(),
        levels: levels.collect(),
    }
}

fn own(kind: CustomKind, test: Test) -> Filter {
    let field = library().fields.into_iter().find(|field| field.kind == kind);
    Filter::Own { field: field.expect("a field of each kind").id, test }
}

fn likes(ids: &[u128]) -> Vec<String> {
    ids.iter().map(|n| id(*n).to_string()).collect()
}

fn on(field: Field, test: Test) -> Filter {
    Filter::on(field, test)
}

fn one_of(field: Field, value: &str) -> Filter {
    on(field, Test::OneOf { values: vec![value.to_owned()] })
}

#[track_caller]
fn check(typed: &str, expected: Filter, printed: &str) {
    assert_eq!(read(typed, &library()), Ok(expected.clone()), "{typed}");
    assert_eq!(text(&expected, &library()), printed);
}

#[test]
fn filters_as_they_are_typed() {
    let rich = on(Field::Spent, Test::Between { from: Some(100_001), to: None });
    check(
        "segment = core and (spent > 1000 or tag = \"VIP\") and not contacted in 60 days",
        Filter::All {
            of: vec![
                one_of(Field::Segment, "core"),
                Filter::Any { of: vec![rich, one_of(Field::Tags, "VIP")] },
                on(Field::Contacted, Test::Last { days: 60 }).negated(),
            ],
        },
        "segment = core and (spent >= 1000.01 or tags = \"VIP\") and not contacted in last 60 days",
    );
    check("", Filter::everyone(), "everyone");
    check("NOBODY", Filter::Any { of: Vec::new() }, "nobody");
    check(
        "last_purchase before 2026-01-01",
        on(
            Field::LastPurchase,
            Test::Days { from: None, to: NaiveDate::from_ymd_opt(2025, 12, 31) },
        ),
        "lastPurchase <= 2025-12-31",
    );
    check(
        "Company != 面包房",
        one_of(Field::Company, "面包房").negated(),
        "not company = \"面包房\"",
    );
    check(
        "birthday in 7 days",
        on(Field::Birthday, Test::Next { days: 7 }),
        "birthday in next 7 days",
    );
    check(
        "birthday in month 5",
        on(Field::Birthday, Test::Month { month: 5 }),
        "birthday in month 5",
    );
    check(
        "purchases between 2 and 2",
        on(Field::Purchases, Test::Between { from: Some(2), to: Some(2) }),
        "purchases = 2",
    );
    check(
        "tags all (a, \"not\")",
        on(Field::Tags, Test::AllOf { values: vec!["a".to_owned(), "not".to_owned()] }),
        "tags all (a, \"not\")",
    );
    check("phone is not empty", on(Field::Phone, Test::Empty).negated(), "not phone is empty");
    check("text ~ 张", on(Field::Text, Test::Contains { text: "张".to_owned() }), "text ~ \"张\"");
}

#[test]
fn what_a_shop_defined_goes_by_its_names() {
    use CustomKind as K;
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    check(
        "prefers = 抹茶 and not preferences all (\"口味/原味\", 抹茶)",
        Filter::All {
            of: vec![
                on(Field::Preferences, Test::OneOf { values: likes(&[100]) }),
                on(Field::Preferences, Test::AllOf { values: likes(&[101, 100]) }).negated(),
            ],
        },
        "prefers = \"口味/抹茶\" and not prefers all (\"口味/原味\", \"口味/抹茶\")",
    );
    check(
        "level in (金卡, 银卡) or tier is empty",
        Filter::Any {
            of: vec![
                on(Field::Tier, Test::OneOf { values: likes(&[301, 300]) }),
                on(Field::Tier, Test::Empty),
            ],
        },
        "tier in (\"金卡\", \"银卡\") or tier is empty",
    );
    check("备注 ~ 急", own(K::Text, Test::Contains { text: "急".to_owned() }), "\"备注\" ~ \"急\"");
    check(
        "尺码 > 37.5",
        own(K::Number, Test::Between { from: Some(375_001), to: None }),
        "\"尺码\" >= 37.5001",
    );
    check("since in 60 days", own(K::Date, Test::Last { days: 60 }), "\"Since\" in last 60 days");
    check(
        "甜度 in (少糖, \"no sugar\")",
        own(K::Choice, Test::OneOf { values: words(&["1", "7"]) }),
        "\"甜度\" in (\"少糖\", \"no sugar\")",
    );
    check("club = YES", own(K::YesNo, Test::OneOf { values: words(&["yes"]) }), "\"club\" = yes");
    check(
        "\"spent\" <= 5",
        own(K::Money, Test::Between { from: None, to: Some(500) }),
        "\"spent\" <= 5.00",
    );
    check("\"spent\" is empty", own(K::Money, Test::Empty), "\"spent\" is empty");
    check(
        "agreed any (wechat, sms)",
        on(Field::Agreed, Test::OneOf { values: words(&["wechat", "sms"]) }),
        "agreed in (wechat, sms)",
    );
}

#[test]
fn what_a_shop_has_no_more_is_refused() {
    #[track_caller]
    fn check(filter: &Filter, expected: Result<(), Unmet>) {
        assert!(filter.check().is_ok());
        assert_eq!(filter.hold_to(&library()), expected);
    }
    let unknown = FieldId::from_uuid(id(9));
    let gone = Filter::Own { field: unknown, test: Test::Empty };
    check(&gone.negated(), Err(Unmet::NoField(unknown)));
    let disliked = on(Field::Preferences, Test::NoneOf { values: likes(&[100, 200]) });
    check(&disliked, Err(Unmet::NoPreference(PreferenceId::from_uuid(id(200)))));
    let above = on(Field::Tier, Test::NoneOf { values: likes(&[300, 302]) });
    check(&above, Err(Unmet::NoLevel(TierId::from_uuid(id(302)))));
    let refused = |code| Err(Unmet::Test(FieldError::new(&id(4).to_string(), code)));
    let choice =
        |number: &str| own(CustomKind::Choice, Test::OneOf { values: vec![number.into()] });
    check(&choice("7"), Ok(()));
    check(&choice("2"), refused(InvalidCode::Unknown));
    check(&own(CustomKind::Choice, Test::Last { days: 3 }), refused(InvalidCode::Impossible));
}

#[track_caller]
fn refuse(typed: &str, at: usize, problem: Problem) {
    assert_eq!(read(typed, &library()), Err(ReadError { at, problem }), "{typed}");
}

#[test]
fn errors_name_the_place() {
    use crate::error::InvalidCode as Code;
    refuse("segment = core and", 18, Problem::Expected("field"));
    refuse("colour = red", 0, Problem::Expected("field"));
    refuse("segment = red", 10, Problem::Value(Field::Segment, Code::Unknown));
    refuse("(spent > 5", 10, Problem::Expected(")"));
    refuse("spent > much", 8, Problem::Value(Field::Spent, Code::Unreadable));
    refuse("spent > 5 tags = a", 10, Problem::Expected("end"));
    refuse("tags = \"a", 9, Problem::Expected("\""));
    refuse("spent is empty", 0, Problem::Value(Field::Spent, Code::Impossible));
    refuse("birthday in month 13", 0, Problem::Value(Field::Birthday, Code::OutOfRange));
    refuse("contacted in 60 weeks", 16, Problem::Expected("days"));
    refuse("tags", 4, Problem::Expected("="));
    refuse("prefers = 原味", 10, Problem::Value(Field::Preferences, Code::Ambiguous));
    refuse("prefers = 咖啡", 10, Problem::Value(Field::Preferences, Code::Unknown));
    refuse("prefers is empty", 0, Problem::Value(Field::Preferences, Code::Impossible));
    refuse("甜度 = 全糖", 5, Problem::Own("甜度".to_owned(), Code::Unknown));
    refuse("尺码 = 大", 5, Problem::Own("尺码".to_owned(), Code::Unreadable));
    refuse("\"colour\" = red", 0, Problem::Expected("field"));
    refuse("name ! a", 5, Problem::Expected("value"));
}

#[test]
fn names_on_the_wire_are_the_names_in_the_terminal() {
    for field in Field::ALL {
        let json = serde_json::to_value(field).expect("a word");
        assert_eq!(json, field.as_str());
        assert_eq!(Field::parse(field.as_str()), Some(*field));
    }
}

#[test]
fn nesting_and_length_are_bounded() {
    assert!(read(&"(".repeat(100_000), &library()).is_err());
    assert!(read(&"not ".repeat(100_000), &library()).is_err());
    let many = vec!["kind = person"; MOST_CONDITIONS + 1].join(" or ");
    assert_eq!(read(&many, &library()), Err(ReadError { at: 0, problem: Problem::TooLong }));
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "VIP", "老客", "not", "a b", "\"", "\\", "(x)", "in", "=", "day"
        ])
        .prop_map(str::to_owned),
        "[a-z\"\\\\ ,()老]{1,8}",
    ]
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..4)
}

fn days() -> impl Strategy<Value = u32> {
    1..=super::test::MOST_DAYS
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (-700_000..700_000_i64)
        .prop_map(|n| crate::time::add_days(NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"), n))
}

fn any_test() -> impl Strategy<Value = Test> {
    let number = || prop::option::of(-(1_i64 << 53)..1_i64 << 53);
    prop_oneof![
        Just(Test::Empty),
        words().prop_map(|values| Test::OneOf { values }),
        words().prop_map(|values| Test::AllOf { values }),
        words().prop_map(|values| Test::NoneOf { values }),
        word().prop_map(|text| Test::Contains { text }),
        (number(), number()).prop_map(|(from, to)| Test::Between { from, to }),
        (prop::option::of(day()), prop::option::of(day()))
            .prop_map(|(from, to)| Test::Days { from, to }),
        days().prop_map(|days| Test::Last { days }),
        days().prop_map(|days| Test::NotLast { days }),
        days().prop_map(|days| Test::Next { days }),
        (1..13_u8).prop_map(|month| Test::Month { month }),
        prop::collection::vec(100..103_u128, 1..3)
            .prop_map(|ids| Test::AllOf { values: likes(&ids) }),
        prop::sample::select(vec!["1", "7", "yes"])
            .prop_map(|choice| Test::NoneOf { values: vec![choice.to_owned()] }),
        prop::sample::select(vec!["core", "win_back", "active", "lost", "company", "sms"])
            .prop_map(|choice| Test::OneOf { values: vec![choice.to_owned()] }),
    ]
}

/// Conditions that can be asked, joined in every way; a join has at least two.
pub(super) fn filters() -> impl Strategy<Value = Filter> {
    let condition = (prop::sample::select(Field::ALL), any_test())
        .prop_filter("suits", |(field, test)| test.check(field.kind()).is_ok())
        .prop_map(|(field, test)| Filter::on(field, test));
    let of_the_shop = (prop::sample::select(library().fields), any_test())
        .prop_filter("suits", |(field, test)| test.check_own(field).is_ok())
        .prop_map(|(field, test)| Filter::Own { field: field.id, test });
    let nothing = prop_oneof![Just(Filter::everyone()), Just(Filter::Any { of: Vec::new() })];
    prop_oneof![6 => condition, 3 => of_the_shop, 1 => nothing].prop_recursive(5, 24, 4, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several().prop_map(|of| Filter::All { of }),
            several().prop_map(|of| Filter::Any { of }),
            inner.clone().prop_map(Filter::negated),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(filter in filters()) {
        prop_assume!(filter.check().is_ok());
        prop_assert_eq!(read(&text(&filter, &library()), &library()), Ok(filter));
    }

    #[test]
    fn what_goes_over_the_wire_comes_back(filter in filters()) {
        let json = serde_json::to_string(&filter).expect("json");
        prop_assert_eq!(serde_json::from_str::<Filter>(&json).expect("a filter"), filter);
    }

    #[test]
    fn no_text_panics(text in ".{0,60}") {
        let _ = read(&text, &library());
    }
}
