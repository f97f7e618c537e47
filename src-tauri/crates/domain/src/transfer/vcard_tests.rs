use super::*;

fn decode(charset: Option<&str>, bytes: &[u8]) -> String {
    assert!(charset.is_none_or(|charset| charset == "UTF-8"));
    String::from_utf8_lossy(bytes).into_owned()
}

/// Checks the cells that are filled, as `field=cell`.
#[track_caller]
fn check(lines: &[&str], expect: &[&str]) {
    let mut card = Card::default();
    for line in lines {
        assert!(is_read(line.as_bytes()), "{line}");
        card.add(line.as_bytes(), decode);
    }
    use crate::transfer::fields::ImportField as _;
    let cells = card.cells();
    assert_eq!(cells.len(), FIELDS.len());
    let filled = FIELDS.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    let filled: Vec<String> =
        filled.map(|(field, cell)| format!("{}={cell}", field.name())).collect();
    assert_eq!(filled, expect);
}

#[test]
fn cards_of_three_versions() {
    check(
        &[
            "VERSION:2.1",
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E6=AC=A3;;;",
            "TEL;HOME:010-12345678",
            "TEL;CELL;PREF:13800000001",
            "EMAIL;INTERNET:wang@example.com",
            "BDAY:19900203",
        ],
        &[
            "name=王欣",
            "phone=13800000001",
            "phones=010-12345678",
            "emails=wang@example.com",
            "birthday=19900203",
        ],
    );
    check(
        &[
            "VERSION:3.0",
            "FN:Li Lei",
            "N:Lei;Li;;;",
            "item1.TEL;type=pref:+86 138-0000-0002",
            "item2.TEL:13800000003",
            "item2.X-ABLabel:_$!<Work>!$_",
            "ORG:拾光设计;市场部",
            "TITLE:经理",
            "ADR;type=HOME:;;人民路 1 号\\, 3 楼;广州;广东;510000;中国",
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03",
            "CATEGORIES:老客,VIP\\,A",
            "NOTE:一\\n二\\; 三",
        ],
        &[
            "name=Li Lei",
            "phone=+86 138-0000-0002",
            "phones=Work：13800000003",
            "addresses=中国 广东 广州 人民路 1 号, 3 楼 510000",
            "birthday=02-03",
            "company=拾光设计",
            "role=经理",
            "tags=老客、\"VIP,A\"",
            "note=一\n二; 三",
        ],
    );
    check(
        &[
            "VERSION:4.0",
            "N:Stark;Brion;;;",
            "TEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-202-555-0143",
            "TEL:10086",
            "BDAY:--0203",
            "ANNIVERSARY:20100506T101112Z",
            "IMPP:wechat:brion_s",
            "KIND:org",
        ],
        &[
            "name=Brion Stark",
            "phone=+1-202-555-0143",
            "wechat=brion_s",
            "birthday=02-03",
            "anniversaries=20100506",
            "note=10086",
            "kind=company",
        ],
    );
}

#[test]
fn what_is_passed_over() {
    for line in ["PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", "X-QQ:1", " folded", "", "no colon"] {
        assert!(!is_read(line.as_bytes()), "{line}");
    }
    assert!(is_read(b"begin:vcard") && is_mark(b"END:VCARD ", "END"));
    assert!(goes_on(b"NOTE;ENCODING=QUOTED-PRINTABLE:=E7="));
    assert!(!goes_on(b"NOTE:a="));
    assert_eq!(unquoted(b"=E7=8E=8B = =4"), "王 = =4".as_bytes());
}

#[test]
fn lines_are_folded_between_characters() {
    let customer = CustomerDraft { name: "王".repeat(60), ..CustomerDraft::default() };
    let written = written(&customer);
    assert!(written.lines().all(|line| line.len() <= 75));
    assert_eq!(written.matches("\r\n").count(), written.lines().count());
}
