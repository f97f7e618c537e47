//! Address books as phones write them.

use super::tests::{all_of, written};
use super::*;

/// The filled cells of every card, `number|cell|cell`.
#[track_caller]
fn check(bytes: &[u8], expect: &[&str]) {
    let (_dir, path) = written("phone.vcf", bytes);
    let rows = Rows::open(&path, &Options::default(), |_| ()).expect("rows");
    assert_eq!(rows.format().encoding, "vcard");
    let rows = all_of(rows).expect("rows");
    assert!(rows[0].starts_with("1|姓名|手机号|"), "{}", rows[0]);
    let filled =
        |row: &String| row.split('|').filter(|c| !c.is_empty()).collect::<Vec<_>>().join("|");
    assert_eq!(rows[1..].iter().map(filled).collect::<Vec<_>>(), expect);
}

#[test]
fn several_cards_folded_quoted_and_with_photos() {
    let photo = format!("PHOTO;ENCODING=BASE64;JPEG:{}\r\n", "/9j/".repeat(20));
    let text = format!(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E6=\r\n\
         =AC=A3;;;\r\nTEL;CELL:13800000001\r\n{photo} {}\r\n\r\nEND:VCARD\r\n\r\n\
         begin:vcard\nversion:3.0\nFN:Li\n  Lei\nNOTE:a\\nb\nTEL:13800000002\nend:vcard\n",
        "AAAA".repeat(18)
    );
    check(text.as_bytes(), &["2|王欣|13800000001", "3|Li Lei|13800000002|a\nb"]);
    let long = format!("BEGIN:VCARD\nPHOTO:{}\nFN:x\nEND:VCARD\n", "A".repeat(3 << 20));
    check(long.as_bytes(), &["2|x"]);
}

#[test]
fn charsets_of_lines_and_of_files() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let mut one = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=GBK:".to_vec();
    one.extend(gbk("王欣"));
    one.extend(b"\r\nEND:VCARD\r\n");
    check(&one, &["2|王欣"]);
    check(&gbk("BEGIN:VCARD\r\nFN:王欣\r\nORG:拾光\r\nEND:VCARD\r\n"), &["2|王欣|拾光"]);
    let units = "\u{feff}BEGIN:VCARD\nFN:王𠮷欣\nEND:VCARD\n".encode_utf16();
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    check(&bytes, &["2|王𠮷欣"]);
    check("\u{feff}BEGIN:VCARD\nFN:王😀\nEND:VCARD\n".as_bytes(), &["2|王😀"]);
}

#[test]
fn what_is_cut_short_or_too_long_is_refused() {
    let refused = |text: &str, expect| {
        let (_dir, path) = written("phone.vcf", text.as_bytes());
        let rows = Rows::open(&path, &Options::default(), |_| ()).expect("rows");
        assert_eq!(all_of(rows), Err(ReadError::File(expect)));
    };
    refused("BEGIN:VCARD\nFN:a\nEND:VCARD\nBEGIN:VCARD\nFN:b\n", FileProblem::Damaged);
    let long = format!("BEGIN:VCARD\nNOTE:{}\nEND:VCARD\n", "a".repeat(2 << 20));
    refused(&long, FileProblem::TooLarge);
    let folded =
        format!("BEGIN:VCARD\nNOTE:a\n{}END:VCARD\n", " aaaaaaaaaaaaaaa\n".repeat(100_000));
    refused(&folded, FileProblem::TooLarge);
    let many = format!("BEGIN:VCARD\n{}END:VCARD\n", "TEL:1\n".repeat(3_000));
    refused(&many, FileProblem::TooLarge);
}
