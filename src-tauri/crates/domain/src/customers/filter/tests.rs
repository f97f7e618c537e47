use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn on(field: Field, test: Test) -> Filter {
    Filter::on(field, test)
}

fn one_of(field: Field, value: &str) -> Filter {
    on(field, Test::OneOf { values: vec![value.to_owned()] })
}

#[track_caller]
fn check(typed: &str, expected: Filter, printed: &str) {
    assert_eq!(read(typed), Ok(expected.clone()), "{typed}");
    assert_eq!(text(&expected), printed);
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

#[track_caller]
fn refuse(typed: &str, at: usize, problem: Problem) {
    assert_eq!(read(typed), Err(ReadError { at, problem }), "{typed}");
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
    assert!(read(&"(".repeat(100_000)).is_err());
    assert!(read(&"not ".repeat(100_000)).is_err());
    let many = vec!["kind = person"; MOST_CONDITIONS + 1].join(" or ");
    assert_eq!(read(&many), Err(ReadError { at: 0, problem: Problem::TooLong }));
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
        prop::sample::select(vec!["core", "win_back", "active", "lost", "company", "sms"])
            .prop_map(|choice| Test::OneOf { values: vec![choice.to_owned()] }),
    ]
}

/// Conditions that can be asked, joined in every way; a join has at least two.
pub(super) fn filters() -> impl Strategy<Value = Filter> {
    let condition = (prop::sample::select(Field::ALL), any_test())
        .prop_filter("suits", |(field, test)| test.check(field.kind()).is_ok())
        .prop_map(|(field, test)| Filter::on(field, test));
    let nothing = prop_oneof![Just(Filter::everyone()), Just(Filter::Any { of: Vec::new() })];
    prop_oneof![9 => condition, 1 => nothing].prop_recursive(5, 24, 4, |inner| {
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
        prop_assert_eq!(read(&text(&filter)), Ok(filter));
    }

    #[test]
    fn what_goes_over_the_wire_comes_back(filter in filters()) {
        let json = serde_json::to_string(&filter).expect("json");
        prop_assert_eq!(serde_json::from_str::<Filter>(&json).expect("a filter"), filter);
    }

    #[test]
    fn no_text_panics(text in ".{0,60}") {
        let _ = read(&text);
    }
}
