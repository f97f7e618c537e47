//! The words a customer is found by, and the key that sorts their name.
//!
//! Chinese names have two or three characters and people type one, or the pinyin, or its
//! initials; so characters become words of their own, and every reading of a name is joined by
//! its pinyin and its initials. A surname's own reading comes first (单 is Shàn, not Dān).

use pinyin::{ToPinyin, ToPinyinMulti};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Surnames that are read otherwise than the character usually is. Source: 现代汉语词典, entries
/// marked 姓.
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('区', "ou"),
    ('查', "zha"),
    ('盖', "ge"),
    ('曾', "zeng"),
    ('朴', "piao"),
    ('任', "ren"),
    ('华', "hua"),
    ('缪', "miao"),
    ('乐', "yue"),
    ('翟', "zhai"),
    ('冼', "xian"),
    ('黑', "he"),
    ('洗', "xian"),
    ('召', "shao"),
    ('秘', "bi"),
    ('员', "yun"),
    ('繁', "po"),
    ('折', "she"),
    ('种', "chong"),
    ('祭', "zhai"),
    ('逄', "pang"),
    ('尉', "wei"),
    ('覃', "qin"),
    ('那', "na"),
    ('过', "guo"),
    ('宓', "mi"),
    ('能', "nai"),
    ('燕', "yan"),
    ('应', "ying"),
    ('钻', "zuan"),
];

/// How many readings of one name are kept: two ambiguous characters give four.
const MOST_READINGS: usize = 8;

/// Begins the reading of a piece from inside a name: a letter that no name has, so that pieces can
/// be asked for by themselves.
pub const PIECE_MARK: char = 'ɐ';

/// The shortest Latin word that a typing error is looked up for, in characters.
const SHORTEST_LATIN: usize = 3;

/// The Latin words among the words of a text, without their accents: letters only, of some length.
pub fn latin_words(words: &str) -> impl Iterator<Item = String> {
    words.split(' ').map(without_accents).filter(|word| {
        word.chars().count() >= SHORTEST_LATIN
            && word.chars().all(|c| c.is_alphabetic() && !is_chinese(c))
    })
}

/// A word as the index of words knows it: Müller is muller.
#[must_use]
pub fn without_accents(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Parts a name's reading from the name itself in [`name_key`].
pub const NAME_MARK: char = '\u{1}';

/// Sorts names as a Chinese phone book does: by pinyin, other letters in lower case; the name
/// itself parts equal readings.
#[must_use]
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 2);
    for (place, c) in name.chars().enumerate() {
        match reading(c, place) {
            Some(pinyin) => {
                key.push_str(pinyin);
                // A space sorts before every letter: "li wei" before "lian".
                key.push(' ');
            }
            None => key.extend(c.to_lowercase()),
        }
    }
    if !name.is_ascii() {
        key.push(NAME_MARK);
        key.push_str(name);
    }
    key
}

/// The words of a text: single Chinese characters, and runs of other letters and digits.
pub fn push_words(text: &str, words: &mut String) {
    let mut in_word = false;
    for c in text.chars() {
        if is_chinese(c) {
            words.push(' ');
            words.push(c);
            in_word = false;
        } else if c.is_alphanumeric() {
            if !in_word {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
            in_word = true;
        } else {
            in_word = false;
        }
    }
    words.push(' ');
}

/// The joined pinyin of every reading of `name`, and each one's initials. Of the usual reading
/// also what is left when characters are taken off the front, behind a [`PIECE_MARK`], so that a
/// given name is found too.
pub fn push_readings(name: &str, words: &mut String) {
    let characters: Vec<char> = name.chars().filter(|c| is_chinese(*c)).collect();
    if characters.is_empty() {
        return;
    }
    let mut readings = vec![(String::new(), String::new())];
    let mut usual = Vec::with_capacity(characters.len());
    for (place, c) in characters.iter().enumerate() {
        let all = all_readings(*c, place);
        let Some(first) = all.first() else { continue };
        usual.push(typed(first));
        let room = (MOST_READINGS / readings.len()).max(1);
        readings = readings
            .iter()
            .flat_map(|(full, initials)| {
                all.iter().take(room).map(move |pinyin| {
                    let typed = typed(pinyin);
                    let initial = typed.chars().next().unwrap_or_default();
                    (format!("{full}{typed}"), format!("{initials}{initial}"))
                })
            })
            .collect();
    }
    readings.sort_unstable();
    readings.dedup();
    for (full, initials) in readings {
        words.push_str(&full);
        words.push(' ');
        words.push_str(&initials);
        words.push(' ');
    }
    for from in 1..usual.len() {
        let rest = &usual[from..];
        words.push(PIECE_MARK);
        words.extend(rest.iter().map(String::as_str));
        words.push(' ');
        words.push(PIECE_MARK);
        words.extend(rest.iter().filter_map(|word| word.chars().next()));
        words.push(' ');
    }
}

/// Pinyin as people type it: v for ü.
fn typed(pinyin: &str) -> String {
    pinyin.replace('ü', "v")
}

/// Whether `c` is a Chinese character (the unified ideographs of Unicode).
#[must_use]
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}')
}

fn reading(c: char, place: usize) -> Option<&'static str> {
    if !is_chinese(c) {
        return None;
    }
    surname_reading(c, place).or_else(|| c.to_pinyin().map(pinyin::Pinyin::plain))
}

fn surname_reading(c: char, place: usize) -> Option<&'static str> {
    if place > 0 {
        return None;
    }
    SURNAMES.iter().find(|(surname, _)| *surname == c).map(|(_, pinyin)| *pinyin)
}

fn all_readings(c: char, place: usize) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = surname_reading(c, place).into_iter().collect();
    if let Some(multi) = c.to_pinyin_multi() {
        for pinyin in multi {
            if !all.contains(&pinyin.plain()) {
                all.push(pinyin.plain());
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        let mut words = String::new();
        push_words(name, &mut words);
        push_readings(name, &mut words);
        let found: Vec<_> = words.split_whitespace().collect();
        for word in expected {
            assert!(found.contains(word), "{word} is not among {found:?}");
        }
    }

    #[test]
    fn names_are_found_by_character_pinyin_and_initials() {
        check("张三", &["张", "三", "zhangsan", "zs", "ɐsan", "ɐs"]);
        check("欧阳修远", &["ouyangxiuyuan", "ɐxiuyuan", "ɐxy", "ɐyuan"]);
        check("单田芳", &["shantianfang", "stf", "dantianfang"]);
        check("Anna-Maria O'Neil", &["anna", "maria", "o", "neil"]);
        check("重庆火锅店", &["chongqinghuoguodian", "zhongqinghuoguodian", "cqhgd"]);
        check("吕布", &["lvbu", "lb"]);
        check("欧阳Amy", &["欧", "阳", "amy", "ouyang", "oy"]);
    }

    #[test]
    fn names_sort_as_in_a_phone_book() {
        let mut names = ["张伟", "Zoe", "李连", "李伟", "anna", "单雄信", "阿里"];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(names, ["阿里", "anna", "李连", "李伟", "单雄信", "张伟", "Zoe"]);
    }
}
