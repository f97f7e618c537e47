//! What was said, part by part: a day, a part of the day, a time on the clock, a span of time. They
//! may come in any order, each once.

use super::cursor::Cursor;
use super::words::{
    AFTER_SPAN, BESIDE, BESIDE_AFTER, DAY_HALVES, DAYS, ENDS, ENGLISH_WEEKDAYS, FESTIVALS, HALVES,
    LUNAR, LUNAR_MONTHS, MONTH_DAYS, MONTHS, SIDES, TIMES, UNITS, WEEKDAYS, WEEKS, YEARS,
};
use super::{Amount, Day, Half, Said, Time, Year};
use crate::transfer::spelled::month_name;

/// Reads a plain text.
///
/// # Errors
/// The text from the first word on that was not understood.
pub(super) fn said(text: &str) -> Result<Said, &str> {
    let mut cursor = Cursor::new(text);
    let mut said = Said::default();
    loop {
        cursor.skip();
        if cursor.rest.is_empty() {
            break;
        }
        let rest = cursor.rest;
        if !step(&mut cursor, &mut said) {
            return Err(rest);
        }
    }
    let of_day = said.day.is_some() || said.time.is_some() || said.half.is_some();
    let whole = match said.ahead {
        // Half an hour from now has a time already.
        Some(ahead) if ahead.minutes != 0 => !of_day && said.shift.is_none(),
        Some(_) => said.day.is_none() && said.shift.is_none(),
        None => of_day && (said.shift.is_none() || said.day.is_some()),
    };
    if whole { Ok(said) } else { Err(text) }
}

/// Puts a value where there is none yet.
fn put<T>(place: &mut Option<T>, value: T) -> bool {
    place.replace(value).is_none()
}

/// Reads one part.
fn step(c: &mut Cursor<'_>, said: &mut Said) -> bool {
    if let Some(span) = c.attempt(span) {
        return match span {
            Span::Ahead(amount) => put(&mut said.ahead, amount),
            Span::Beside(days) => put(&mut said.shift, days),
        };
    }
    if said.day.is_some()
        && said.time.is_none()
        && let Some(days) = c.attempt(moved)
    {
        return put(&mut said.shift, days);
    }
    if let Some((days, half)) = day_half(c) {
        return put(&mut said.day, Day::In(days)) && put(&mut said.half, half);
    }
    if let Some(read) = c.attempt(|c| day(c, said.day)) {
        said.day = Some(read);
        return true;
    }
    if let Some(time) = c.pick(TIMES).or_else(|| c.attempt(|c| clock(c, said))) {
        // 3点前: it is to be then.
        c.eat(&["前", "之前", "以前"]);
        return put(&mut said.time, time);
    }
    if let Some(days) = c.pick(BESIDE) {
        return put(&mut said.shift, days);
    }
    if let Some(half) = c.pick(HALVES) {
        return put(&mut said.half, half);
    }
    false
}

/// A span of time, alone or beside a day.
enum Span {
    /// From now on.
    Ahead(Amount),
    /// Before or after the day that follows, in days.
    Beside(i64),
}

fn span(c: &mut Cursor<'_>) -> Option<Span> {
    let ahead = c.eat(&["in", "within", "after", "再过", "过"]);
    let mut total = Amount::default();
    let mut any = false;
    loop {
        c.skip();
        let Some(amount) = c.attempt(amount) else { break };
        any = true;
        total.months += amount.months;
        total.days += amount.days;
        total.minutes += amount.minutes;
    }
    if !any {
        return None;
    }
    if c.eat(AFTER_SPAN) || ahead {
        return Some(Span::Ahead(total));
    }
    let whole_days = total.months == 0 && total.minutes == 0;
    let side = if c.eat(&["before"]) { -1 } else { i64::from(c.eat(&["after"])) };
    (whole_days && side != 0).then_some(Span::Beside(side * total.days))
}

/// `3天`, `一个半小时`, 半小时, "half an hour", "an hour and a half", "1.5 hours".
fn amount(c: &mut Cursor<'_>) -> Option<Amount> {
    let (number, mut half) = if c.eat(&["半", "半个", "half a", "half an"]) {
        (0, true)
    } else {
        let number = c.number()?;
        let point = c.eat(&[".5"]);
        c.skip();
        (i64::from(number), point || c.eat(&["个半", "a half"]))
    };
    c.skip();
    // 三个月 counts months, 三月 is one of them.
    let unit = c.pick(UNITS).or_else(|| {
        c.eat(&["个"]);
        c.pick(UNITS)
    });
    let (months, days, minutes) = match unit {
        Some(unit) => unit,
        None if half && c.eat(&["月"]) => (1, 0, 0),
        None => return None,
    };
    if !half {
        c.skip();
        half = c.eat(&["半", "a half"]);
    }
    let mut total =
        Amount { months: months * number, days: days * number, minutes: minutes * number };
    match (half, months, minutes) {
        (false, ..) => {}
        (true, 12, _) => total.months += 6,
        (true, 1, _) => total.days += 15,
        (true, _, 60) => total.minutes += 30,
        _ => return None,
    }
    Some(total)
}

/// 前三天 behind a day.
fn moved(c: &mut Cursor<'_>) -> Option<i64> {
    // 后天 is a day of its own.
    if c.attempt(|c| c.pick(DAYS)).is_some() {
        return None;
    }
    let counted = c.attempt(|c| {
        let side = c.pick(SIDES)?;
        c.eat(&["第"]);
        let number = i64::from(c.number()?);
        c.eat(&["个"]);
        let (months, days, minutes) = c.pick(UNITS)?;
        (months == 0 && minutes == 0).then_some(side * number * days)
    });
    counted.or_else(|| c.pick(BESIDE_AFTER))
}

fn day_half(c: &mut Cursor<'_>) -> Option<(i64, Half)> {
    let found = DAY_HALVES.iter().find(|(word, ..)| c.eat(&[*word]))?;
    Some((found.1, found.2))
}

/// A day; or what tells more of the day that was said `before`.
fn day(c: &mut Cursor<'_>, before: Option<Day>) -> Option<Day> {
    if let Some(before) = before {
        return more(c, before);
    }
    if let Some(found) = c.attempt(of_year) {
        return Some(found);
    }
    if let Some(days) = c.pick(DAYS) {
        return Some(Day::In(days));
    }
    let week = c.attempt(week).or_else(|| c.attempt(english_week));
    if let Some(found) = week.or_else(|| c.attempt(month)).or_else(|| c.pick(ENDS)) {
        return Some(found);
    }
    c.attempt(date)
}

/// "monday next week", "the 5th of next month".
fn more(c: &mut Cursor<'_>, before: Day) -> Option<Day> {
    match before {
        Day::Weekday(None, day) if c.eat(&["next week"]) => Some(Day::Weekday(Some(1), day)),
        Day::Number(day) => c.pick(MONTHS).map(|months| Day::OfMonth(months, day)),
        _ => None,
    }
}

/// What may have a year before it: 明年春节, 明年3月1日; a lunar day has none.
fn of_year(c: &mut Cursor<'_>) -> Option<Day> {
    let year = c.pick(YEARS).map(Year::In);
    c.skip();
    if let Some(festival) = c.pick(FESTIVALS) {
        c.eat(&["节", "佳节"]);
        c.eat(&["当天", "那天", "当日"]);
        return Some(Day::Festival(year, festival));
    }
    if year.is_none() {
        return c.attempt(lunar);
    }
    month_day(c, year)
}

fn lunar(c: &mut Cursor<'_>) -> Option<Day> {
    let marked = c.eat(LUNAR);
    c.skip();
    let leap = c.eat(&["闰"]);
    let month = match c.pick(LUNAR_MONTHS) {
        Some(month) => month,
        None if marked || leap => {
            let month = c.small(12)?;
            if !c.eat(&["月", "-", "/"]) {
                return None;
            }
            month
        }
        None => return None,
    };
    let day = c.small(30)?;
    c.eat(&["日", "号"]);
    Some(Day::Lunar { month, leap, day })
}

fn week(c: &mut Cursor<'_>) -> Option<Day> {
    let week = c.pick(WEEKS)?;
    let weekday = c.attempt(|c| {
        let figure = c.rest.starts_with(|c: char| c.is_ascii_digit());
        let weekday = c.pick(WEEKDAYS)?;
        // 下周3点 is an hour.
        (!figure || !c.rest.starts_with(['点', ':', '时'])).then_some(weekday)
    });
    match (week, weekday) {
        (week, Some(weekday)) => Some(Day::Weekday(week, weekday)),
        (Some(1..), None) => Some(Day::Weekday(week, 0)),
        _ => None,
    }
}

fn english_week(c: &mut Cursor<'_>) -> Option<Day> {
    if c.eat(&["next week"]) {
        c.skip();
        return Some(Day::Weekday(Some(1), c.pick(ENGLISH_WEEKDAYS).unwrap_or(0)));
    }
    let week =
        c.pick(&[("next", Some(1)), ("this", Some(0)), ("coming", None), ("this coming", None)]);
    c.skip();
    Some(Day::Weekday(week.flatten(), c.pick(ENGLISH_WEEKDAYS)?))
}

/// 下个月5号, 下月底, "next month".
fn month(c: &mut Cursor<'_>) -> Option<Day> {
    let months = c.pick(MONTHS)?;
    c.skip();
    let day = c.pick(MONTH_DAYS).or_else(|| {
        c.attempt(|c| {
            let day = c.small(31).filter(|day| *day > 0)?;
            c.eat(&["日", "号", "st", "nd", "rd", "th"]).then_some(day)
        })
    });
    match day {
        Some(day) => Some(Day::OfMonth(months, day)),
        None => (months > 0).then_some(Day::OfMonth(months, 1)),
    }
}

fn date(c: &mut Cursor<'_>) -> Option<Day> {
    c.attempt(full_date)
        .or_else(|| c.attempt(|c| month_day(c, None)))
        .or_else(|| c.attempt(slashed))
        .or_else(|| c.attempt(english_date))
        .or_else(|| {
            c.attempt(|c| {
                let day = c.small(31)?;
                let ends = c.eat(&["号", "日", "st", "nd", "rd", "th"]);
                ends.then_some(Day::Number(day))
            })
        })
}

/// `2026-12-03`, `2026/12/3`, 2026年12月3日.
fn full_date(c: &mut Cursor<'_>) -> Option<Day> {
    let (year, 4) = c.figures()? else { return None };
    let mark = c.pick(&[("-", "-"), ("/", "/"), (".", "."), ("年", "月")])?;
    let month = c.small(12)?;
    if !c.eat(&[mark]) {
        return None;
    }
    let day = c.small(31)?;
    c.eat(&["日", "号"]);
    c.eat(&["t"]);
    Some(Day::Date(Some(Year::Of(year.into())), month, day))
}

/// 12月3日, 十二月三号, 3月底.
fn month_day(c: &mut Cursor<'_>, year: Option<Year>) -> Option<Day> {
    let month = c.small(12)?;
    if !c.eat(&["月", "月份"]) {
        return None;
    }
    if let Some(day) = c.pick(MONTH_DAYS) {
        return Some(Day::Date(year, month, day));
    }
    let day = c.small(31).filter(|day| *day > 0)?;
    c.eat(&["日", "号"]);
    Some(Day::Date(year, month, day))
}

/// `12/3`; the day first only where it can be nothing else.
fn slashed(c: &mut Cursor<'_>) -> Option<Day> {
    let (first, 1 | 2) = c.figures()? else { return None };
    if !c.eat(&["/", "-"]) {
        return None;
    }
    let (second, 1 | 2) = c.figures()? else { return None };
    if c.rest.starts_with(['/', '-', '点', ':']) {
        return None;
    }
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let known = (1..=12).contains(&month) && (1..=31).contains(&day);
    known.then_some(Day::Date(None, month as u8, day as u8))
}

/// "dec 3", "3rd of december 2026".
fn english_date(c: &mut Cursor<'_>) -> Option<Day> {
    let (month, day) = if let Some(month) = english_month(c) {
        c.skip();
        (month, ordinal(c)?)
    } else {
        let day = ordinal(c)?;
        c.skip();
        (english_month(c)?, day)
    };
    let year = c.attempt(|c| {
        c.skip();
        let (year, 4) = c.figures()? else { return None };
        Some(Year::Of(year.into()))
    });
    Some(Day::Date(year, month, day))
}

fn english_month(c: &mut Cursor<'_>) -> Option<u8> {
    let end = c.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(c.rest.len());
    let month = u8::try_from(month_name(&c.rest[..end])?).ok()?;
    c.rest = &c.rest[end..];
    Some(month)
}

fn ordinal(c: &mut Cursor<'_>) -> Option<u8> {
    let day = c.small(31).filter(|day| *day > 0)?;
    c.eat(&["st", "nd", "rd", "th"]);
    Some(day)
}

/// 3点半, 九点一刻, `15:00`, "3pm", "half past 3", "at 10"; a bare figure where nothing follows it
/// and the day is known: "tomorrow 8".
fn clock(c: &mut Cursor<'_>, said: &Said) -> Option<Time> {
    if c.eat(&["半夜", "午夜", "零点", "midnight", "at midnight"]) {
        return Some(Time::Clock { hour: 24, minute: 0, exact: true });
    }
    let at = c.eat(&["at", "@"]);
    c.skip();
    let past = [("half past", 30), ("quarter past", 15), ("quarter to", 45)];
    if let Some(minute) = c.pick(&past) {
        let hour = c.small(12)?;
        let hour = if minute == 45 { (hour + 10) % 12 + 1 } else { hour };
        return Some(Time::Clock { hour, minute, exact: false });
    }
    let figures = Cursor::new(c.rest).figures();
    let hour = c.small(24)?;
    let time = |minute, exact| Some(Time::Clock { hour, minute, exact });
    if c.eat(&[":"]) {
        let (minute, 2) = c.figures()? else { return None };
        c.attempt(|c| c.eat(&[":"]).then(|| c.figures()).flatten());
        let minute = u8::try_from(minute).ok().filter(|minute| *minute < 60)?;
        // 09:30 and 9:30 are read off a clock, 3:30 is said.
        return time(minute, hour >= 7 || figures.is_some_and(|(_, digits)| digits == 2));
    }
    let exact = hour == 0 || hour > 12;
    c.skip_spaces();
    if c.eat(&["点", "时", "点钟", "点整", "o'clock"]) {
        let quarter = c.pick(&[("半", 30), ("一刻", 15), ("三刻", 45)]);
        let minute = quarter.or_else(|| {
            let minute = c.small(59)?;
            c.eat(&["分"]);
            Some(minute)
        });
        return time(minute.unwrap_or(0), exact);
    }
    let rest = c.rest;
    let mut ahead = *c;
    ahead.skip();
    let known = said.day.is_some() || said.half.is_some();
    let stands = at || ahead.pick(HALVES).is_some() || (known && ahead.rest.is_empty());
    (stands && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some(())?;
    time(0, exact)
}
