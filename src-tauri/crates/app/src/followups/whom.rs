//! With whom the rules have anything new to ask for, found by several readers side by side before
//! the writing begins: a shop of a million must not wait for its night.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use huike_domain::followups::{Looking, Rule, RuleTrigger};
use huike_domain::ids::{CustomerId, RuleId};
use huike_domain::time::add_days;
use huike_store::Reader;
use huike_store::followups as rows;

use super::facts::Known;
use super::find;
use super::planner::Planner;
use crate::App;
use crate::error::AppError;

/// A customer, and the place among the planner's rules of one that asks for something new.
pub(super) type Asking = (CustomerId, usize);

/// How many open follow-ups a rule may have that is for everyone alike: a shop of a hundred
/// thousand core customers works through its best first, and gets the next as these are done.
const MOST_OF_A_RULE: u32 = 2_000;

/// Customers whom a reader takes at a time: few enough that all end at about the same time.
const SLICE: usize = 2_000;

/// The most readers side by side; a screen wants one, too.
const MOST_READERS: usize = 4;

/// Whom each rule is for, where that is not everyone: of a rule for everyone alike the best first,
/// of the others in the order of their ids.
type Audiences = BTreeMap<RuleId, Vec<CustomerId>>;

/// Everyone with whom any rule has something new to ask for, in the order of their ids.
pub(super) fn asking(app: &App, planner: &Planner) -> Result<Vec<Asking>, AppError> {
    let (maybe, mut asking) = candidates(app, planner)?;
    let slices: Vec<&[Asking]> = slices_of(&maybe);
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_READERS);
    let next = AtomicUsize::new(0);
    let look = || {
        let apart = app.store()?.apart()?;
        let mut found = Vec::new();
        while let Some(slice) = slices.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(apart.read(|reader| new_of(reader, planner, slice))?);
        }
        Ok::<_, AppError>(found)
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..readers.min(slices.len())).map(|_| scope.spawn(look)).collect();
        running.into_iter().try_for_each(|reader| {
            asking.extend(joined(reader)?);
            Ok::<_, AppError>(())
        })
    })?;
    asking.sort_unstable();
    Ok(asking)
}

/// What a thread answered; a panic goes on here.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Those whom rules may concern, in the order of their ids; and those whom rules for everyone
/// alike do concern.
fn candidates(app: &App, planner: &Planner) -> Result<(Vec<Asking>, Vec<Asking>), AppError> {
    let windows: Vec<(&Rule, Looking<'_>)> =
        planner.rules.iter().map(|rule| (rule, planner.window(rule))).collect();
    let buyers = || app.store()?.apart()?.read(|reader| find::buyers(reader, planner, &windows));
    let others = || {
        let audiences = audiences_of(app, planner)?;
        let apart = app.store()?.apart()?;
        let found = apart.read(|reader| others(reader, planner, &audiences, &windows))?;
        Ok::<_, AppError>((audiences, found))
    };
    // All purchases pass by while lists and indexes are asked about everything else.
    let (buyers, others) = thread::scope(|scope| {
        let buyers = scope.spawn(buyers);
        let others = others();
        (joined(buyers), others)
    });
    let (audiences, (mut maybe, surely)) = others?;
    for ((at, found), (rule, _)) in buyers?.into_iter().enumerate().zip(&windows) {
        let audience = audiences.get(&rule.id);
        let is_meant = |who: &CustomerId| audience.is_none_or(|all| all.binary_search(who).is_ok());
        maybe.extend(found.into_iter().filter(is_meant).map(|customer| (customer, at)));
    }
    maybe.sort_unstable();
    maybe.dedup();
    Ok((maybe, surely))
}

/// The same without those whom rules about purchases concern.
fn others(
    reader: &Reader<'_>,
    planner: &Planner,
    audiences: &Audiences,
    windows: &[(&Rule, Looking<'_>)],
) -> Result<(Vec<Asking>, Vec<Asking>), AppError> {
    let (mut maybe, mut surely) = (Vec::new(), Vec::new());
    for (at, (rule, looking)) in windows.iter().enumerate() {
        let audience = audiences.get(&rule.id);
        let Some(mut found) = find::candidates(reader, planner, rule, looking, &[])? else {
            let audience = audience.map_or(&[][..], Vec::as_slice);
            let best = best_of(reader, planner, (rule, looking), audience)?;
            surely.extend(best.into_iter().map(|customer| (customer, at)));
            continue;
        };
        if let Some(audience) = audience {
            found.retain(|customer| audience.binary_search(customer).is_ok());
        }
        maybe.extend(found.into_iter().map(|customer| (customer, at)));
    }
    Ok((maybe, surely))
}

/// Whom each rule is for, from the lists: asking each candidate takes long where they are many.
fn audiences_of(app: &App, planner: &Planner) -> Result<Audiences, AppError> {
    let wanted = planner.rules.iter().filter(|rule| {
        let alike = rule.spec.trigger.is_for_all();
        if alike {
            comes_in(rule, &planner.window(rule))
        } else {
            !rule.spec.audience.is_everyone()
        }
    });
    let wanted: Vec<&Rule> = wanted.collect();
    let mut audiences = Audiences::new();
    if wanted.is_empty() {
        return Ok(audiences);
    }
    app.store()?.lists(planner.filter_calendar(), |lists| {
        audiences.clear();
        for rule in &wanted {
            let best_first = rule.spec.trigger.is_for_all();
            audiences.insert(rule.id, find::audience(lists, rule, best_first)?);
        }
        Ok::<_, AppError>(())
    })?;
    Ok(audiences)
}

/// Whether a rule for everyone alike has a day at all in the days of a look: most festivals have
/// none, and nobody need be asked.
fn comes_in(rule: &Rule, looking: &Looking<'_>) -> bool {
    match &rule.spec.trigger {
        RuleTrigger::Festival { day, days_ahead } => {
            let last = add_days(looking.to, i64::from(*days_ahead));
            day.next_on_or_after(looking.today.min(looking.from)).is_some_and(|day| day <= last)
        }
        RuleTrigger::Recurring { rule, from } => {
            !rule.between(*from, looking.from, looking.to, 1).is_empty()
        }
        _ => true,
    }
}

/// Slices of about the same length, none of which parts what is of one customer.
fn slices_of(maybe: &[Asking]) -> Vec<&[Asking]> {
    let mut slices = Vec::new();
    let mut rest = maybe;
    while !rest.is_empty() {
        let last = rest[SLICE.min(rest.len()) - 1].0;
        let (slice, others) =
            rest.split_at(rest.partition_point(|(customer, _)| *customer <= last));
        slices.push(slice);
        rest = others;
    }
    slices
}

/// Those of a slice whose rules ask for something that is not on record. Whatever is read of a
/// customer serves all rules.
fn new_of(
    reader: &Reader<'_>,
    planner: &Planner,
    slice: &[Asking],
) -> Result<Vec<Asking>, AppError> {
    let mut found = Vec::new();
    for of_one in slice.chunk_by(|(a, _), (b, _)| a == b) {
        let mut known = Known::of(of_one[0].0);
        for &(customer, at) in of_one {
            let rule = &planner.rules[at];
            if asks_anew(reader, planner, (rule, &planner.window(rule)), customer, &mut known)? {
                found.push((customer, at));
            }
        }
    }
    Ok(found)
}

/// Whether a rule asks for anything with a customer that is not on record.
fn asks_anew(
    reader: &Reader<'_>,
    planner: &Planner,
    (rule, looking): (&Rule, &Looking<'_>),
    customer: CustomerId,
    known: &mut Known,
) -> Result<bool, AppError> {
    for occasion in planner.asks(reader, rule, known, looking)? {
        if !rows::is_known(reader, rule.id, customer, &occasion.key)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Of a rule for everyone alike, the best with whom it has anything new to ask for, as many as
/// there is room for beside its open follow-ups.
fn best_of(
    reader: &Reader<'_>,
    planner: &Planner,
    (rule, looking): (&Rule, &Looking<'_>),
    audience: &[CustomerId],
) -> Result<Vec<CustomerId>, AppError> {
    let room = MOST_OF_A_RULE.saturating_sub(rows::count_open_of_rule(reader, rule.id)?);
    let mut best = Vec::new();
    for customer in audience {
        if best.len() >= room as usize {
            break;
        }
        if rows::has_open(reader, rule.id, *customer)? {
            continue;
        }
        let known = &mut Known::of(*customer);
        if asks_anew(reader, planner, (rule, looking), *customer, known)? {
            best.push(*customer);
        }
    }
    Ok(best)
}
