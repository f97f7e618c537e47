//! The report against figures worked out by hand.

use huike_app::complaints::{self, ComplaintReport, IntakeDraft};
use huike_app::{AppError, calendar};
use huike_domain::calendar::BusinessCalendar;
use huike_domain::complaints::{Act, Clock, Severity};
use huike_domain::error::InvalidCode;
use huike_domain::ids::{CauseId, ComplaintId, CustomerId};
use huike_tests::{Story, op};

use crate::{answer, draft, gift, improve, open_shop, open_with, propose, step, verify};

fn report(story: &Story, from: &str, to: &str) -> Result<ComplaintReport, AppError> {
    let day = |text: &str| text.parse().expect("a day");
    complaints::report(&story.app, day(from), day(to))
}

fn at(story: &Story, time: &str) {
    story.turn_to(&format!("2026-{time}:00+08:00"));
}

fn taken(
    story: &Story,
    time: &str,
    customer: CustomerId,
    cause: Option<CauseId>,
    severity: Severity,
) -> ComplaintId {
    at(story, time);
    let severity = Some(severity);
    open_with(story, IntakeDraft { cause, severity, ..draft(customer, "Late") })
}

/// Two in October about one cause, of one customer; three in November. All hours count.
#[test]
fn figures_worked_out_by_hand() {
    use Severity::{Minor, Moderate, Serious};
    let story = open_shop("2026-09-01T10:00:00+08:00");
    calendar::save(&story.app, op(), BusinessCalendar::default()).expect("saved");
    let causes = complaints::rules(&story.app).expect("rules").causes.0;
    let (oven, van) = (Some(causes[1].id), Some(causes[6].id));
    let [anna, ben, cora, dan, eve] =
        ["Anna", "Ben", "Cora", "Dan", "Eve"].map(|name| story.customer(name));
    // Anna had bought and comes back, Ben had bought and does not, Cora never bought before.
    for (who, day) in [(anna, "2026-08-20"), (ben, "2026-08-21")] {
        let _ = story.buys(who, day, 100);
    }
    let give = |id, fen| {
        step(&story, id, propose(&[gift(fen)]));
        step(&story, id, Act::Agree);
    };
    let one = taken(&story, "10-05T10:00", anna, oven, Moderate);
    at(&story, "10-05T10:20");
    step(&story, one, answer());
    at(&story, "10-06T08:00");
    give(one, 900);
    let two = taken(&story, "10-06T10:00", anna, oven, Minor);
    at(&story, "10-06T11:30");
    step(&story, two, answer());
    let three = taken(&story, "11-02T10:00", ben, van, Serious);
    at(&story, "11-02T10:40");
    step(&story, three, answer());
    at(&story, "11-02T12:00");
    give(three, 2_000);
    improve(&story, three);
    at(&story, "11-03T04:00");
    step(&story, three, Act::Solve);
    let four = taken(&story, "11-03T10:00", cora, None, Moderate);
    let five = taken(&story, "11-04T10:00", cora, None, Moderate);
    step(&story, five, Act::Merge { into: four });
    at(&story, "11-10T10:00");
    for (who, day) in [(anna, "2026-11-09"), (dan, "2026-10-10"), (eve, "2026-10-12")] {
        let _ = story.buys(who, day, 100);
    }
    let _ = story.buys(dan, "2026-11-08", 100);
    let _ = story.buys(cora, "2026-11-08", 100);
    story.turn_to("2027-03-15T10:00:00+08:00");
    verify(&story);

    let told = report(&story, "2026-10-01", "2026-11-30").expect("a report");
    assert_eq!((told.complaints, told.open, told.solved, told.withdrawn), (4, 3, 1, 0));
    let severities: Vec<_> = told.severities.iter().map(|it| it.1).collect();
    assert_eq!(severities, [1, 2, 1, 0]);
    let clock = |clock| *told.clocks.iter().find(|it| it.clock == clock).expect("a clock");
    // 20, 90 and 40 minutes; the fourth waits to this day.
    let first = clock(Clock::FirstAnswer);
    assert_eq!(
        (first.spread.count, first.spread.median, first.spread.ninety),
        (3, Some(40), Some(90))
    );
    assert_eq!((first.kept, first.late, first.percent), (2, 1, Some(50)));
    // 18 hours for one that may take 16; three others are late.
    let solution = clock(Clock::Solution);
    assert_eq!((solution.spread.median, solution.kept, solution.late), (Some(18 * 60), 0, 3));
    assert_eq!(solution.percent, Some(0));
    let months: Vec<_> =
        told.months.iter().map(|it| (it.month.to_string(), it.complaints, it.cost_fen)).collect();
    let of = |month: &str, complaints, fen| (month.to_owned(), complaints, fen);
    assert_eq!(months, [of("2026-10-01", 2, 900), of("2026-11-01", 2, 2_000)]);
    assert_eq!(told.cost_fen, 2_900);
    // The measure made its own cause that of the third.
    let seen: Vec<_> = told
        .causes
        .iter()
        .map(|it| (it.cause, it.complaints, it.by_month.clone(), it.cost_fen))
        .collect();
    let product = Some(causes[0].id);
    assert_eq!(
        seen,
        [(oven, 2, vec![2, 0], 900), (product, 1, vec![0, 1], 2_000), (None, 1, vec![0, 1], 0),]
    );
    assert_eq!((told.customers, told.repeated, told.reopened), (3, 1, 0));
    assert_eq!(
        (told.kept_after.of, told.kept_after.kept, told.kept_after.percent),
        (2, 1, Some(50))
    );
    assert_eq!((told.kept_without.of, told.kept_without.kept), (2, 1));

    // A month alone, and a period in which nothing was.
    let october = report(&story, "2026-10-06", "2026-10-31").expect("a report");
    assert_eq!((october.complaints, october.months.len(), october.cost_fen), (1, 1, 900));
    let nothing = report(&story, "2026-01-01", "2026-01-31").expect("a report");
    assert_eq!((nothing.complaints, nothing.causes.len(), nothing.clocks[0].percent), (0, 0, None));
    let wrong = AppError::invalid("to", InvalidCode::OutOfRange);
    assert_eq!(report(&story, "2026-02-01", "2026-01-31").map(drop), Err(wrong.clone()));
    assert_eq!(report(&story, "2016-01-01", "2026-11-30").map(drop), Err(wrong));

    // What is reopened counts as open again, and its cost stays.
    step(&story, three, Act::Reopen);
    let again = report(&story, "2026-10-01", "2026-11-30").expect("a report");
    assert_eq!((again.open, again.solved, again.reopened, again.cost_fen), (4, 0, 1, 2_900));
}
