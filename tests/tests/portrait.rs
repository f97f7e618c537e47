//! Stories of a customer's portrait: what is entered comes back, is found, is obeyed and is undone.

use huike_app::AppError;
use huike_app::customers::{self, Defined};
use huike_app::{dossier, followups};
use huike_domain::customers::{
    Anniversary, Birthday, Calendar, Character, Consent, ContactHours, CustomChoice, CustomEntry,
    CustomField, CustomKind, CustomValue, CustomerDraft, CustomerKind, Level, Portrait, Preference,
    Reach, ReachKind,
};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{FieldId, PreferenceId};
use huike_domain::interactions::Channel;
use huike_tests::{Story, op};

fn reach(kind: ReachKind, value: &str) -> Reach {
    Reach { kind, value: value.to_owned(), label: "办公室".to_owned() }
}

fn named(name: &str) -> CustomerDraft {
    CustomerDraft { name: name.to_owned(), ..CustomerDraft::default() }
}

/// A field of the shop's own, and a preference in its library.
fn library(story: &Story) -> (CustomField, Preference) {
    let field = CustomField {
        id: FieldId::from_uuid(op().uuid()),
        name: "甜度".to_owned(),
        kind: CustomKind::Choice,
        choices: vec![CustomChoice { number: 1, text: "少糖".to_owned() }],
    };
    let preference = Preference {
        id: PreferenceId::from_uuid(op().uuid()),
        category: "口味".to_owned(),
        value: "抹茶".to_owned(),
    };
    customers::save_custom_fields(&story.app, op(), vec![field.clone()]).expect("a field");
    customers::save_preference(&story.app, op(), preference.clone()).expect("a preference");
    (field, preference)
}

#[test]
fn a_whole_portrait_comes_back_and_is_undone() {
    let story = Story::at("2026-11-24T12:00:00+08:00");
    let (field, preference) = library(&story);
    let friend = story.customer("李芳");
    let company =
        story.customer_with(CustomerDraft { kind: CustomerKind::Company, ..named("甲公司") });
    let plain = story.customer_with(named("张三"));
    let draft = CustomerDraft {
        birthday: Some(Birthday {
            year: Some(1990),
            month: 8,
            day: 15,
            calendar: Calendar::Lunar,
            leap: false,
        }),
        portrait: Portrait {
            reaches: vec![
                reach(ReachKind::Phone, "199 0132 5256"),
                reach(ReachKind::Email, "zhang@example.com"),
            ],
            anniversaries: vec![Anniversary {
                label: "结婚".to_owned(),
                day: Birthday::solar(Some(2015), 12, 1),
            }],
            region: "朝阳".to_owned(),
            industry: "餐饮".to_owned(),
            introduced_by: Some(friend),
            employer: Some(company),
            role: "采购".to_owned(),
            hours: Some(ContactHours { from: 9 * 60, until: 11 * 60 }),
            character: Some(Character::Rational),
            owner: "小王".to_owned(),
            importance: Some(Level::High),
            urgency: Some(Level::Low),
            consent: Consent { agreed: vec![Channel::Wechat], refused: vec![Channel::Phone] },
            preferences: vec![preference.id],
            custom: vec![CustomEntry { field: field.id, value: CustomValue::Choice(1) }],
        },
        ..named("张三")
    };
    let before = dossier::page(&story.app, plain).expect("a page").draft;
    customers::edit(&story.app, op(), plain, before, draft.clone()).expect("edited");

    let view = dossier::page(&story.app, plain).expect("a page");
    assert_eq!(view.draft, draft);
    assert_eq!(view.next_birthday.expect("a birthday").day.to_string(), "2027-09-15");
    assert_eq!(view.anniversaries[0].as_ref().map(|next| next.in_days), Some(7));
    assert_eq!(view.introduced_by.map(|row| row.id), Some(friend));
    let page = dossier::page(&story.app, company).expect("the company");
    assert_eq!(page.contacts[0].role, "采购");
    assert_eq!(customers::preferences(&story.app).expect("a library")[0].customers, 1);
    for text in ["5256", "zhang"] {
        let found = customers::search(&story.app, text.to_owned(), 5, None).expect("found").rows;
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [plain], "{text}");
    }
    let typed = CustomerDraft { phone: "19901325256".to_owned(), ..CustomerDraft::default() };
    let same = customers::similar(&story.app, typed, None).expect("asked");
    assert_eq!(same.len(), 1, "a further number counts as well");

    story.undo().expect("undone");
    let view = dossier::page(&story.app, plain).expect("a page");
    assert_eq!(view.draft, named("张三"));
    assert!(
        customers::search(&story.app, "5256".to_owned(), 5, None).expect("asked").rows.is_empty()
    );
}

#[test]
fn what_the_shop_has_not_defined_is_refused() {
    let story = Story::at("2026-11-24T12:00:00+08:00");
    let (field, _) = library(&story);
    let person = story.customer("张三");
    #[track_caller]
    fn check(story: &Story, portrait: Portrait, field: &str, code: InvalidCode) {
        let draft = CustomerDraft { portrait, ..named("李四") };
        let error = customers::add(&story.app, op(), draft).expect_err("refused");
        assert_eq!(error, huike_domain::error::FieldError::new(field, code).into());
    }
    let unknown = PreferenceId::from_uuid(op().uuid());
    check(
        &story,
        Portrait { preferences: vec![unknown], ..Portrait::default() },
        "preferences",
        InvalidCode::Unknown,
    );
    let entry = CustomEntry { field: field.id, value: CustomValue::Choice(9) };
    check(
        &story,
        Portrait { custom: vec![entry], ..Portrait::default() },
        &field.id.to_string(),
        InvalidCode::Unknown,
    );
    check(
        &story,
        Portrait { employer: Some(person), ..Portrait::default() },
        "employer",
        InvalidCode::Impossible,
    );
}

#[test]
fn a_field_that_is_taken_away_comes_back_with_its_values() {
    let story = Story::at("2026-11-24T12:00:00+08:00");
    let (field, _) = library(&story);
    let entry = CustomEntry { field: field.id, value: CustomValue::Choice(1) };
    let portrait = Portrait { custom: vec![entry.clone()], ..Portrait::default() };
    let id = story.customer_with(CustomerDraft { portrait, ..named("张三") });
    let custom =
        |story: &Story| dossier::page(&story.app, id).expect("a page").draft.portrait.custom;

    customers::save_custom_fields(&story.app, op(), Vec::new()).expect("taken away");
    assert!(custom(&story).is_empty());
    story.undo().expect("undone");
    assert_eq!(custom(&story), [entry]);
}

#[test]
fn who_would_lose_something_is_counted_first() {
    let story = Story::at("2026-11-24T12:00:00+08:00");
    let (field, matcha) = library(&story);
    let vanilla = Preference {
        id: PreferenceId::from_uuid(op().uuid()),
        value: "香草".to_owned(),
        ..matcha.clone()
    };
    customers::save_preference(&story.app, op(), vanilla.clone()).expect("a preference");
    let entry = CustomEntry { field: field.id, value: CustomValue::Choice(1) };
    for (name, preferences, custom) in [
        ("张三", vec![matcha.id, vanilla.id], vec![entry]),
        ("李四", vec![vanilla.id], vec![]),
        ("王五", vec![], vec![]),
    ] {
        let portrait = Portrait { preferences, custom, ..Portrait::default() };
        let _ = story.customer_with(CustomerDraft { portrait, ..named(name) });
    }
    let holders = |of| customers::holders(&story.app, of).expect("counted");
    assert_eq!(holders(Defined::Preference { id: vanilla.id }), 2);
    assert_eq!(holders(Defined::Category { name: "口味".to_owned() }), 2);
    assert_eq!(holders(Defined::Category { name: "风格".to_owned() }), 0);
    assert_eq!(holders(Defined::Field { id: field.id }), 1);
    assert_eq!(holders(Defined::Choice { field: field.id, number: 1 }), 1);
    assert_eq!(holders(Defined::Choice { field: field.id, number: 2 }), 0);
}

#[test]
fn a_category_is_renamed_and_taken_away_in_one_step() {
    let story = Story::at("2026-11-24T12:00:00+08:00");
    let (_, matcha) = library(&story);
    let plain = Preference {
        id: PreferenceId::from_uuid(op().uuid()),
        category: "风格".to_owned(),
        value: "抹茶".to_owned(),
    };
    let vanilla = Preference {
        id: PreferenceId::from_uuid(op().uuid()),
        value: "香草".to_owned(),
        ..matcha.clone()
    };
    for preference in [&plain, &vanilla] {
        customers::save_preference(&story.app, op(), preference.clone()).expect("a preference");
    }
    let portrait = Portrait { preferences: vec![matcha.id, vanilla.id], ..Portrait::default() };
    let id = story.customer_with(CustomerDraft { portrait, ..named("张三") });
    let categories = || {
        let library = customers::preferences(&story.app).expect("a library");
        library.into_iter().map(|each| each.preference.category).collect::<Vec<_>>()
    };
    let rename =
        |to: &str| customers::rename_category(&story.app, op(), "口味".to_owned(), to.to_owned());
    rename(" 味道 ").expect("renamed");
    assert_eq!(categories(), ["味道", "味道", "风格"]);
    story.undo().expect("undone");
    assert_eq!(categories(), ["口味", "口味", "风格"]);
    let invalid = |code| Err(AppError::invalid("category", code));
    assert_eq!(rename(" "), invalid(InvalidCode::Required));
    assert_eq!(rename("风格"), invalid(InvalidCode::Taken), "both have matcha");
    assert_eq!(categories(), ["口味", "口味", "风格"]);

    let forget = |name: &str| customers::forget_category(&story.app, op(), name.to_owned());
    forget("口味").expect("taken away");
    let liked = || dossier::page(&story.app, id).expect("a page").draft.portrait.preferences;
    assert_eq!((categories(), liked()), (vec!["风格".to_owned()], Vec::new()));
    assert_eq!(forget("口味"), Err(AppError::not_found("category", "")));
    story.undo().expect("undone");
    assert_eq!((categories().len(), liked().len()), (3, 2));
}

#[test]
fn a_lunar_birthday_is_prepared_and_a_no_is_obeyed() {
    // The 15th of the eighth lunar month of 2026 is 25 September.
    let story = Story::at("2026-09-20T12:00:00+08:00");
    let draft = CustomerDraft {
        birthday: Some(Birthday {
            year: None,
            month: 8,
            day: 15,
            calendar: Calendar::Lunar,
            leap: false,
        }),
        channel: Some(Channel::Wechat),
        portrait: Portrait {
            consent: Consent { agreed: Vec::new(), refused: vec![Channel::Wechat] },
            ..Portrait::default()
        },
        ..named("王五")
    };
    let _ = story.customer_with(draft);
    story.prepare();
    let rows = followups::today(&story.app, None, 5).expect("today").rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        serde_json::to_value(&rows[0].reasons).expect("json"),
        serde_json::json!([{"kind": "birthday", "day": "2026-09-25", "age": null}])
    );
    assert_eq!(rows[0].channel, Channel::Sms, "WeChat was refused");
}
