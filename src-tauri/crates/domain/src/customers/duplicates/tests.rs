use super::*;
use crate::customers::{Portrait, Reach};

/// `name, phone, company` of one entry.
type Line<'a> = (&'a str, &'a str, &'a str);

fn draft((name, phone, company): Line<'_>) -> CustomerDraft {
    CustomerDraft {
        name: name.to_owned(),
        phone: phone.to_owned(),
        company: company.to_owned(),
        ..CustomerDraft::default()
    }
}

fn born(line: Line<'_>, birthday: Birthday) -> CustomerDraft {
    CustomerDraft { birthday: Some(birthday), ..draft(line) }
}

fn lunar(year: Option<i16>, month: u8, day: u8) -> Birthday {
    Birthday { year, month, day, calendar: Calendar::Lunar, leap: false }
}

/// Both ways round, and by a key that both have.
#[track_caller]
fn check(a: &CustomerDraft, b: &CustomerDraft, score: u8, signs: &[TwinSign]) {
    let (a, b) = (Traits::of_draft(a, None), Traits::of_draft(b, None));
    for (a, b) in [(&a, &b), (&b, &a)] {
        let found = compare(a, b, |_| false);
        assert_eq!((found.score, found.signs.list().as_slice()), (score, signs));
    }
    let keys = |traits| {
        let mut keys = Vec::new();
        each_key(traits, |key| keys.push(key));
        keys
    };
    if score >= THRESHOLD {
        let (a, b) = (keys(&a), keys(&b));
        assert!(a.iter().any(|key| b.contains(key)), "they never meet");
    }
}

#[test]
fn one_person_entered_twice() {
    use TwinSign::*;
    let zhang = ("张伟", "13800001001", "");
    check(&draft(zhang), &draft(zhang), 84, &[SamePhone, SameName]);
    check(&draft(zhang), &draft(("", "138 0000 1001", "")), 70, &[SamePhone]);
    check(&draft(zhang), &draft(("张 伟", "13900001001", "")), 68, &[SameName, SameLastFour]);
    check(&draft(("张伟", "", "甲公司")), &draft(("张伟", "", "甲")), 48, &[SameName]);
    check(
        &draft(("张伟", "", "甲方设计有限公司")),
        &draft(("张伟", "", "甲方设计")),
        66,
        &[SameName, SameCompany],
    );
    check(
        &draft(("张伟", "", "甲方")),
        &draft(("章玮", "", "甲方")),
        54,
        &[SameSound, SameCompany],
    );
    check(
        &draft(("张伟", "", "甲方")),
        &draft(("Zhang Wei", "", "甲方")),
        54,
        &[SameSound, SameCompany],
    );
    check(
        &draft(("Wei Zhang", "", "Acme")),
        &draft(("Zhang, Wei", "", "ACME Ltd")),
        62,
        &[SwappedName, SameCompany],
    );
    check(
        &draft(("Jonathan Smith", "", "Acme")),
        &draft(("Jonathon Smith", "", "Acme")),
        54,
        &[NearName, SameCompany],
    );
    check(
        &draft(("José Silva", "13800001001", "")),
        &draft(("Jose Silva", "13800001001", "")),
        79,
        &[SamePhone, SameSound],
    );
}

#[test]
fn birthdays_tell_and_contradict() {
    use TwinSign::*;
    let zhang = ("张伟", "", "");
    let solar = Birthday::solar(Some(1990), 10, 3);
    check(&born(zhang, solar), &born(zhang, solar), 79, &[SameName, SameBirthday]);
    // 3 October 1990 was the 15th of the eighth lunar month.
    check(
        &born(zhang, solar),
        &born(zhang, lunar(Some(1990), 8, 15)),
        79,
        &[SameName, SameBirthday],
    );
    check(&born(zhang, solar), &born(zhang, lunar(None, 8, 15)), 71, &[SameName, SameDay]);
    check(&born(zhang, solar), &born(zhang, lunar(Some(1990), 10, 3)), 71, &[SameName, SameDay]);
    check(
        &born(zhang, solar),
        &born(zhang, Birthday::solar(None, 10, 3)),
        71,
        &[SameName, SameDay],
    );
    check(
        &born(zhang, solar),
        &born(zhang, Birthday::solar(Some(1991), 10, 3)),
        28,
        &[SameName, OtherBirthday],
    );
    // A family shares a telephone.
    let (wife, husband) = (("李娜", "13800001001", ""), ("王强", "13800001001", ""));
    check(
        &born(wife, solar),
        &born(husband, Birthday::solar(Some(1988), 1, 2)),
        42,
        &[SamePhone, OtherBirthday],
    );
}

#[test]
fn strangers_share_a_thing_or_two() {
    use TwinSign::*;
    let zhang = ("张伟", "", "");
    check(&draft(zhang), &draft(zhang), 48, &[SameName]);
    let four = |name| draft((name, "13800001001", "甲方"));
    check(&four("张伟"), &draft(("李娜", "13900001001", "甲方")), 0, &[]);
    let day = Birthday::solar(Some(1990), 10, 3);
    check(&born(zhang, day), &born(("李娜", "", ""), day), 0, &[SameBirthday]);
    // The firm's own telephone.
    let colleague = |name| draft((name, "010 6552 9988", "甲方设计"));
    check(&colleague("张伟"), &colleague("李娜"), 0, &[SharedPhone]);
    // A surname with a title is nobody's name.
    check(&draft(("张先生", "", "甲方")), &draft(("张先生", "", "甲方")), 0, &[]);
    let company =
        CustomerDraft { kind: CustomerKind::Company, ..draft(("甲方设计", "13800001001", "")) };
    check(&company, &draft(("张伟", "13800001001", "")), 42, &[SamePhone, OtherKind]);
    let twice = CustomerDraft {
        kind: CustomerKind::Company,
        ..draft(("甲方设计有限公司", "", ""))
    };
    let once = CustomerDraft { kind: CustomerKind::Company, ..draft(("甲方设计", "", "")) };
    check(&twice, &once, 60, &[SameName]);
}

#[test]
fn further_numbers_and_addresses_count() {
    use TwinSign::*;
    let with = |name: &str, kind, value: &str| CustomerDraft {
        portrait: Portrait {
            reaches: vec![Reach { kind, value: value.to_owned(), label: String::new() }],
            ..Portrait::default()
        },
        ..draft((name, "", ""))
    };
    let phone = with("张伟", ReachKind::Phone, "138 0000 1001");
    check(&phone, &draft(("张伟", "13800001001", "")), 84, &[SamePhone, SameName]);
    let mail = |name, mail| with(name, ReachKind::Email, mail);
    check(
        &mail("张伟", "Wei@example.com"),
        &mail("章玮", "wei@example.com"),
        75,
        &[SameEmail, SameSound],
    );
    let wechat = with("张伟", ReachKind::Wechat, "zw1990");
    check(&wechat, &with("", ReachKind::Wechat, "zw1990"), 65, &[SameWechat]);
    let (a, b) = (Traits::of_draft(&phone, None), Traits::of_draft(&phone, None));
    let shared = compare(&a, &b, |_| true);
    assert_eq!(shared.signs.list(), [SameName, SharedPhone]);
    assert_eq!(shared.score, 55);
}

#[test]
fn signs_are_called_as_they_go_over_the_wire() {
    for sign in TwinSign::ALL {
        assert_eq!(serde_json::to_value(sign).expect("json"), sign.as_str());
    }
}
