//! What somebody sees who may not see everything: no whole phone numbers, and nothing of customers
//! whom somebody else looks after.
//!
//! Both are held where an answer goes out and a question comes in, and not in each use case: so what
//! is added later is held as well. Whose a customer is goes by ids, which are the same wherever they
//! stand.

use std::collections::BTreeSet;

use huike_domain::customers::filter::{Field, Filter, Test};
use huike_domain::ids::CustomerId;
use huike_domain::notifying::Notifying;
use huike_domain::staff::{Person, Right, same_name};
use huike_store::{customers as rows, settings as saved};
use serde_json::{Map, Value, json};

use crate::App;
use crate::customers::phone_for_others;
use crate::error::{AppError, VoucherProblem};

/// What whoever sits here may not see.
#[derive(Clone, Debug)]
pub struct Discretion {
    hides_phones: bool,
    /// Their name, where they see their own customers and nobody's alone.
    own_only: Option<String>,
}

/// Commands whose lists are asked for by a query.
const BY_QUERY: [&str; 7] = [
    "customers.page",
    "customers.count",
    "customers.counts",
    "customers.bulk",
    "customers.bulk_preview",
    "vouchers.issue",
    "vouchers.ask",
];

/// What whoever sits here may not see; none where that is nothing.
///
/// # Errors
/// What reading says.
pub fn discretion(app: &App) -> Result<Option<Discretion>, AppError> {
    let Some(person) = app.door().person() else { return Ok(None) };
    let me = app.read(|reader| Ok(saved::staff(reader)?.get(person).cloned()))?;
    Ok(me.as_ref().and_then(Discretion::of))
}

/// How things are told on the desktop: without names where whoever sits there may not see everybody.
pub(crate) fn told_as(app: &App, how: Notifying) -> Result<Notifying, AppError> {
    let names = how.names && discretion(app)?.is_none();
    Ok(Notifying { names, ..how })
}

impl Discretion {
    fn of(me: &Person) -> Option<Self> {
        let hides_phones = !me.may(Right::Phones);
        let own_only = (!me.may(Right::Others)).then(|| me.name.clone());
        (hides_phones || own_only.is_some()).then_some(Self { hides_phones, own_only })
    }

    /// Holds a question: one about somebody else's customer is answered as if there were none, and
    /// lists are asked for one's own.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn hold_question(
        &self,
        app: &App,
        command: &str,
        question: &mut Value,
    ) -> Result<(), AppError> {
        let Some(me) = &self.own_only else { return Ok(()) };
        if let Some(hidden) = self.hidden(app, question)?.first() {
            return Err(AppError::not_found("customer", &hidden.to_string()));
        }
        if BY_QUERY.contains(&command) {
            narrow(question, me);
        }
        Ok(())
    }

    /// Holds an answer.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where all of it is about somebody else's customer.
    pub fn hold_answer(&self, app: &App, answer: &mut Value) -> Result<(), AppError> {
        if self.hides_phones {
            hide_phones(answer);
        }
        let hidden = self.hidden(app, answer)?;
        if hidden.is_empty() {
            return Ok(());
        }
        if is_about(answer, &hidden) {
            return Err(AppError::not_found("customer", ""));
        }
        take_out(answer, &hidden);
        Ok(())
    }

    /// Holds a refusal: one that names a customer names nobody.
    #[must_use]
    pub fn hold_refusal(&self, error: AppError) -> AppError {
        match error {
            AppError::Voucher { problem: VoucherProblem::OfAnother { .. } }
                if self.own_only.is_some() =>
            {
                let problem = VoucherProblem::OfAnother { customer_name: String::new() };
                AppError::Voucher { problem }
            }
            error => error,
        }
    }

    /// Customers of others that are named anywhere in it.
    fn hidden(&self, app: &App, value: &Value) -> Result<BTreeSet<CustomerId>, AppError> {
        let Some(me) = &self.own_only else { return Ok(BTreeSet::new()) };
        let mut named = BTreeSet::new();
        each_id(value, &mut |id| _ = named.insert(id));
        app.read(|reader| {
            let mut hidden = BTreeSet::new();
            for id in named {
                let owner = rows::owner(reader, id)?;
                if owner.is_some_and(|owner| !owner.is_empty() && !same_name(&owner, me)) {
                    hidden.insert(id);
                }
            }
            Ok(hidden)
        })
    }
}

fn id_of(text: &str) -> Option<CustomerId> {
    // However it is written: what is read as an id elsewhere is one here.
    text.parse().ok()
}

fn each_id(value: &Value, visit: &mut impl FnMut(CustomerId)) {
    match value {
        Value::String(text) => id_of(text).into_iter().for_each(visit),
        Value::Array(items) => items.iter().for_each(|item| each_id(item, visit)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            id_of(name).into_iter().for_each(&mut *visit);
            each_id(field, visit);
        }),
        _ => {}
    }
}

/// Whether a part of an answer is about one of `hidden`: it is their id, or names it in a field of
/// its own, or in one that says who it is about.
fn is_about(value: &Value, hidden: &BTreeSet<CustomerId>) -> bool {
    let is_hidden =
        |value: &Value| value.as_str().and_then(id_of).is_some_and(|id| hidden.contains(&id));
    match value {
        Value::Object(fields) => {
            fields.values().any(is_hidden)
                || ["row", "card", "customer"].iter().any(|name| {
                    fields.get(*name).and_then(|row| row.get("id")).is_some_and(is_hidden)
                })
        }
        value => is_hidden(value),
    }
}

fn take_out(value: &mut Value, hidden: &BTreeSet<CustomerId>) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !is_about(item, hidden));
            items.iter_mut().for_each(|item| take_out(item, hidden));
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                if field.is_object() && is_about(field, hidden) {
                    *field = Value::Null;
                } else {
                    take_out(field, hidden);
                }
            }
        }
        _ => {}
    }
}

fn hide_phones(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(hide_phones),
        Value::Object(fields) => {
            hide_phone(fields, "phone");
            if fields.get("kind").is_some_and(|kind| kind == "phone") {
                hide_phone(fields, "value");
            }
            fields.values_mut().for_each(hide_phones);
        }
        _ => {}
    }
}

fn hide_phone(fields: &mut Map<String, Value>, name: &str) {
    if let Some(Value::String(phone)) = fields.get_mut(name)
        && !phone.is_empty()
    {
        *phone = masked(phone);
    }
}

/// A number as it is shown to who may not see it whole.
pub(crate) fn masked(shown: &str) -> String {
    let stored = huike_domain::phone::Phone::parse(shown).map(|phone| phone.e164().to_owned());
    phone_for_others(Some(stored.as_deref().unwrap_or(shown)))
}

/// Every query in it asks for one's own customers, and those whom nobody looks after.
fn narrow(question: &mut Value, me: &str) {
    match question {
        Value::Array(items) => items.iter_mut().for_each(|item| narrow(item, me)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match (name.as_str(), &mut *field) {
                    ("query", Value::Object(query)) => narrow_query(query, me),
                    ("queries", Value::Array(queries)) => queries
                        .iter_mut()
                        .filter_map(Value::as_object_mut)
                        .for_each(|query| narrow_query(query, me)),
                    _ => narrow(field, me),
                }
            }
        }
        _ => {}
    }
}

fn narrow_query(query: &mut Map<String, Value>, me: &str) {
    let owner = |test| Filter::Where { field: Field::Owner, test };
    let own = [owner(Test::OneOf { values: vec![me.to_owned()] }), owner(Test::Empty)];
    let own = serde_json::to_value(Filter::Any { of: own.to_vec() });
    let asked = query.remove("filter");
    let of: Vec<_> = asked.into_iter().chain(own).collect();
    query.insert("filter".to_owned(), json!({ "kind": "all", "of": of }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_middle_wherever_they_stand() {
        let mut answer = json!([{ "phone": "138 0013 8000", "row": { "phone": "" }, "reaches": [
            { "kind": "phone", "value": "139 0013 8001" }, { "kind": "email", "value": "a@b.cn" },
        ]}]);
        hide_phones(&mut answer);
        assert_eq!(
            answer,
            json!([{ "phone": "138 **** 8000", "row": { "phone": "" }, "reaches": [
                { "kind": "phone", "value": "139 **** 8001" }, { "kind": "email", "value": "a@b.cn" },
            ]}])
        );
    }

    #[test]
    fn what_is_about_others_is_taken_out_and_the_rest_stays() {
        let ids = ["019abcde-0000-7000-8000-000000000001", "019abcde-0000-7000-8000-000000000002"];
        let hidden = BTreeSet::from([id_of(ids[0]).expect("an id")]);
        let mut answer = json!({ "total": 2, "best": { "id": ids[0] }, "rows": [
            { "id": ids[0] }, { "id": ids[1], "introducedBy": { "id": ids[0] } },
            { "row": { "id": ids[0] } }, { "row": { "id": ids[1] } },
        ], "ids": [ids[0], ids[1]] });
        assert!(!is_about(&answer, &hidden));
        take_out(&mut answer, &hidden);
        assert_eq!(
            answer,
            json!({ "total": 2, "best": null, "rows": [
            { "id": ids[1], "introducedBy": null }, { "row": { "id": ids[1] } },
        ], "ids": [ids[1]] })
        );
        assert!(is_about(&json!({ "customer": ids[0], "words": "x" }), &hidden));
    }
}
