//! What goes out comes in again as it was.

use super::*;

/// What the shop of the property below has defined for itself.
fn own() -> (Vec<CustomField>, Vec<Preference>) {
    let field = |n: u128, name: &str, kind| CustomField {
        id: FieldId::from_uuid(uuid::Uuid::from_u128(n)),
        name: name.to_owned(),
        kind,
        choices: Vec::new(),
    };
    let choice = |(number, text): (u16, &str)| CustomChoice { number, text: text.to_owned() };
    let fields = vec![
        field(1, "口头禅", CustomKind::Text),
        field(2, "鞋码", CustomKind::Number),
        field(3, "续费日", CustomKind::Date),
        CustomField {
            choices: [(3, "少糖"), (7, "无糖")].map(choice).into(),
            ..field(4, "甜度", CustomKind::Choice)
        },
        field(5, "带宠物", CustomKind::YesNo),
        field(6, "预算", CustomKind::Money),
    ];
    let preferences = [(1, "口味", "甜"), (2, "口味", "辣"), (3, "场合", "甜")]
        .map(|(n, category, value)| Preference {
            id: PreferenceId::from_uuid(uuid::Uuid::from_u128(n)),
            category: category.to_owned(),
            value: value.to_owned(),
        })
        .into();
    (fields, preferences)
}

impl Bench {
    fn with_own() -> Self {
        let bench = Self::new();
        let (fields, preferences) = own();
        bench
            .app
            .write(op(), "customers.fields", None, move |tx| {
                for (place, field) in (0..).zip(&fields) {
                    rows::save_custom_field(tx, field, place)?;
                }
                for preference in &preferences {
                    rows::save_preference(tx, preference)?;
                }
                Ok(())
            })
            .expect("what the shop defines");
        bench
    }

    fn enter(&self, drafts: Vec<CustomerDraft>) {
        let today = self.app.today().expect("a day");
        self.app
            .write(op(), "customers.add", None, move |tx| {
                for draft in drafts {
                    rows::insert(tx, &draft.checked(today)?)?;
                }
                Ok(())
            })
            .expect("customers");
    }
}

fn text() -> impl Strategy<Value = String> {
    "['\"=@+a-zA-Z\u{4e00}-\u{4fff}😀𠮷][a-zA-Z0-9\u{4e00}-\u{4fff}&<]{0,6}"
}

fn maybe<S: Strategy<Value = String>>(of: S) -> impl Strategy<Value = String> {
    proptest::option::of(of).prop_map(Option::unwrap_or_default)
}

fn day() -> impl Strategy<Value = Birthday> {
    let year = proptest::option::of(1900_i16..2020);
    let solar = (year.clone(), 1_u8..=12, 1_u8..=28);
    let solar = solar.prop_map(|(year, month, day)| Birthday::solar(year, month, day));
    let lunar = (year, 1_u8..=12, 1_u8..=29).prop_map(|(year, month, day)| Birthday {
        calendar: Calendar::Lunar,
        ..Birthday::solar(year, month, day)
    });
    prop_oneof![solar, lunar]
}

fn reach() -> impl Strategy<Value = Reach> {
    let value = prop_oneof![
        (139_0000_0000_u64..139_9999_9999).prop_map(|n| (ReachKind::Phone, format!("+86{n}"))),
        "[a-z]{1,5}@[a-z]{1,5}\\.com".prop_map(|email| (ReachKind::Email, email)),
        "[a-z_]{6,9}".prop_map(|id| (ReachKind::Wechat, id)),
        "[\"\u{4e00}-\u{4fff}]{2,6}[,;] [0-9]{1,3}号(:后门)?".prop_map(|a| (ReachKind::Address, a)),
    ];
    let label = maybe("[\u{4e00}-\u{4fff}:：,\"]{1,4}");
    (value, label).prop_map(|((kind, value), label)| Reach { kind, value, label })
}

fn portrait() -> impl Strategy<Value = Portrait> {
    let (fields, preferences) = own();
    let day =
        (0_i32..30_000).prop_map(|d| chrono::NaiveDate::from_num_days_from_ce_opt(710_000 + d));
    let value = prop_oneof![
        text().prop_map(CustomValue::Text),
        (-99_999_999_i64..99_999_999).prop_map(CustomValue::Number),
        day.prop_map(|day| CustomValue::Date(day.expect("a day"))),
        prop_oneof![Just(3_u16), Just(7)].prop_map(CustomValue::Choice),
        any::<bool>().prop_map(CustomValue::YesNo),
        (-99_999_999_i64..99_999_999).prop_map(CustomValue::Money),
    ];
    let custom = proptest::collection::vec(value, 0..4).prop_map(move |values| {
        let field_of = |value: &CustomValue| fields.iter().find(|f| f.kind == value.kind());
        let entry = |value: CustomValue| {
            let field = field_of(&value).map(|field| field.id);
            field.map(|field| CustomEntry { field, value })
        };
        values.into_iter().filter_map(entry).collect::<Vec<_>>()
    });
    let ids: Vec<PreferenceId> = preferences.iter().map(|p| p.id).collect();
    let channels = || (0_u8..32).prop_map(Consent::channels_of);
    let hours =
        (0_u16..700, 700_u16..=1_440).prop_map(|(from, until)| ContactHours { from, until });
    let level = || proptest::option::of(proptest::sample::select(Level::ALL.to_vec()));
    let anniversary = (maybe("[\u{4e00}-\u{4fff}:、;\"]{1,4}"), self::day())
        .prop_map(|(label, day)| Anniversary { label, day });
    (
        (
            proptest::collection::vec(reach(), 0..4),
            proptest::collection::vec(anniversary, 0..3),
            maybe(text()),
            maybe(text()),
            maybe(text()),
            proptest::option::of(hours),
        ),
        proptest::option::of(proptest::sample::select(Character::ALL.to_vec())),
        (level(), level(), maybe(text())),
        (channels(), channels()),
        proptest::sample::subsequence(ids, 0..=3),
        custom,
    )
        .prop_map(|(texts, character, levels, (agreed, refused), preferences, custom)| {
            let (reaches, anniversaries, region, industry, role, hours) = texts;
            let (importance, urgency, owner) = levels;
            let consent = Consent { agreed, refused };
            Portrait {
                reaches,
                anniversaries,
                region,
                industry,
                role,
                hours,
                character,
                owner,
                importance,
                urgency,
                consent,
                preferences,
                custom,
                ..Portrait::default()
            }
        })
}

fn customer() -> impl Strategy<Value = CustomerDraft> {
    let kind = prop_oneof![Just(CustomerKind::Person), Just(CustomerKind::Company)];
    let channel = proptest::option::of(proptest::sample::select(
        huike_domain::interactions::Channel::ALL.to_vec(),
    ));
    (
        (kind, text(), proptest::option::of(day()), channel),
        (
            maybe(text()),
            maybe(text()),
            maybe("[a-z\u{4e00}-\u{4fff}]{1,4}(\n[a-z]{1,4}, [a-z]{1,3})?"),
        ),
        proptest::collection::btree_set("[a-z,、;|\"#\u{4e00}-\u{4fff}]{1,5}", 0..3),
        portrait(),
    )
        .prop_map(
            |((kind, name, birthday, channel), (company, source, note), tags, portrait)| {
                CustomerDraft {
                    kind,
                    name,
                    birthday,
                    channel,
                    company,
                    source,
                    note,
                    tags: tags.into_iter().collect(),
                    portrait,
                    ..CustomerDraft::default()
                }
            },
        )
}

/// Each with a number of its own, so that none is taken for another, and reaches by their kind, as
/// a table's columns hold them.
fn told_apart(mut drafts: Vec<CustomerDraft>) -> Vec<CustomerDraft> {
    for (n, draft) in drafts.iter_mut().enumerate() {
        draft.phone = format!("+86138000{n:05}");
        draft.external_id = format!("{n:04}");
        draft.portrait.reaches.sort_by_key(|reach| reach.kind.code());
        let mut seen = std::collections::HashSet::new();
        draft.portrait.custom.retain(|entry| seen.insert(entry.field));
        draft.birthday = draft.birthday.filter(|day| day.check().is_ok());
        draft.portrait.anniversaries.retain(|anniversary| anniversary.day.check().is_ok());
    }
    drafts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn import_export_import_is_the_identity(customers in proptest::collection::vec(customer(), 1..12)) {
        let bench = Bench::with_own();
        bench.enter(told_apart(customers));
        let expect = drafts(&bench);
        for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
            let token = export::to_token(&bench.app, op(), format, None).expect("an export");
            let held = bench.app.files().get(&token).expect("a file");
            let other = Bench::with_own();
            let file = other.app.files().hold(&held.path, &held.name);
            let report = other.import(&file, ImportKind::Customers, ImportOptions::default());
            let report = report.expect("an import");
            if let Some(rejected) = &report.rejected_file {
                let held = other.app.files().get(rejected).expect("a file");
                prop_assert!(false, "{:?}", std::fs::read_to_string(held.path));
            }
            prop_assert_eq!(report.imported as usize, expect.len());
            prop_assert_eq!(drafts(&other), expect.clone());
            // Once more it says nothing new.
            let update =
                ImportOptions { on_duplicate: OnDuplicate::Update, ..ImportOptions::default() };
            let report = other.import(&file, ImportKind::Customers, update).expect("an import");
            prop_assert_eq!((report.updated, report.rejected), (0, 0));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn cards_come_back_as_they_went(customers in proptest::collection::vec(customer(), 1..12)) {
        let bench = Bench::with_own();
        let carried = told_apart(customers).into_iter().map(|draft| CustomerDraft {
            // What an address book has no place for.
            channel: None,
            source: String::new(),
            portrait: Portrait {
                reaches: draft.portrait.reaches,
                anniversaries: draft.portrait.anniversaries,
                role: draft.portrait.role,
                ..Portrait::default()
            },
            ..draft
        });
        bench.enter(carried.collect());
        let token = export::to_token(&bench.app, op(), ExportFormat::Vcf, None).expect("an export");
        let held = bench.app.files().get(&token).expect("a file");
        let other = Bench::with_own();
        let file = other.app.files().hold(&held.path, &held.name);
        let report = other.import(&file, ImportKind::Customers, ImportOptions::default());
        prop_assert_eq!(report.expect("an import").rejected, 0);
        prop_assert_eq!(drafts(&other), drafts(&bench));
    }
}
