//! Customers who name each other: whose contact somebody is, who brought them.
//!
//! A row may name one who stands further down, and a name may turn out to be of several, so what is
//! no number that is known is asked for when all rows are in. What is not found then is no reason to
//! leave a customer out: the link is left open, and the words go where they are read, a company's to
//! the company, others into the note.

use std::collections::HashMap;

use huike_domain::customers::CustomerDraft;
use huike_domain::error::{FieldError, InvalidCode};
use huike_domain::ids::CustomerId;
use huike_domain::phone::Phone;
use huike_domain::transfer::fields::{CustomerField, ImportField as _};
use huike_domain::transfer::rows::Links as Words;
use huike_store::StoreError;

use super::ledger::Ledger;
use super::run::{Run, Taken};
use crate::error::AppError;
use crate::transfer::Unlinked;

/// The customer who goes by `text`: the shop's own number, else a phone number, else a name that
/// nobody else has.
pub(in crate::transfer) fn known_as(
    ledger: &impl Ledger,
    text: &str,
) -> Result<Result<CustomerId, InvalidCode>, StoreError> {
    if let Some(id) = by_number(ledger, text)? {
        return Ok(Ok(id));
    }
    Ok(match ledger.by_name(text)?.as_slice() {
        [id] => Ok(*id),
        [] => Err(InvalidCode::Unknown),
        _ => Err(InvalidCode::Ambiguous),
    })
}

/// The customer whom the shop's own number or a phone number names, whatever rows follow.
fn by_number(ledger: &impl Ledger, text: &str) -> Result<Option<CustomerId>, StoreError> {
    match (ledger.by_external(text)?, Phone::parse(text)) {
        (None, Ok(phone)) => ledger.by_phone(phone.as_str()),
        (found, _) => Ok(found),
    }
}

/// A link that a row names and that is not known yet.
struct Open {
    row: u32,
    customer: CustomerId,
    field: CustomerField,
    words: Box<str>,
    /// How its row was counted.
    taken: Taken,
}

/// The links of a file.
pub(super) struct Links<'a, L> {
    ledger: &'a L,
    /// Those found so far: a company has many contacts.
    found: HashMap<(CustomerField, Box<str>), CustomerId>,
    open: Vec<Open>,
}

/// What a row names, by field.
fn named(words: &Words) -> [(CustomerField, &str); 2] {
    [
        (CustomerField::Employer, words.employer.as_str()),
        (CustomerField::IntroducedBy, words.introduced_by.as_str()),
    ]
}

fn place(draft: &mut CustomerDraft, field: CustomerField) -> &mut Option<CustomerId> {
    match field {
        CustomerField::Employer => &mut draft.portrait.employer,
        _ => &mut draft.portrait.introduced_by,
    }
}

impl<'a, L: Ledger> Links<'a, L> {
    pub(super) fn new(ledger: &'a L) -> Self {
        Self { ledger, found: HashMap::new(), open: Vec::new() }
    }

    /// Only a company has contacts.
    fn checked(
        &mut self,
        field: CustomerField,
        words: &str,
        found: Result<CustomerId, InvalidCode>,
    ) -> Result<Result<CustomerId, InvalidCode>, StoreError> {
        let id = match found {
            Ok(id) if field == CustomerField::Employer && !self.ledger.is_company(id)? => {
                return Ok(Err(InvalidCode::Impossible));
            }
            Ok(id) => id,
            Err(code) => return Ok(Err(code)),
        };
        self.found.insert((field, words.into()), id);
        Ok(Ok(id))
    }

    /// Notes in the draft of a row whom it names by a number that is known; `own` is who the row is
    /// of, where that is known.
    pub(super) fn fill(
        &mut self,
        draft: &mut CustomerDraft,
        words: &Words,
        own: Option<CustomerId>,
    ) -> Result<(), StoreError> {
        for (field, words) in named(words).into_iter().filter(|(_, words)| !words.is_empty()) {
            let known = match self.found.get(&(field, words.into())) {
                Some(id) => Some(*id),
                None => match by_number(self.ledger, words)? {
                    Some(id) => self.checked(field, words, Ok(id))?.ok(),
                    None => None,
                },
            };
            *place(draft, field) = known.filter(|id| Some(*id) != own);
        }
        Ok(())
    }

    /// Keeps in mind what [`Self::fill`] did not find.
    pub(super) fn keep_open(
        &mut self,
        row: u32,
        (customer, filled): (CustomerId, [bool; 2]),
        words: &Words,
        taken: Taken,
    ) {
        let open = named(words).into_iter().zip(filled).filter(|((_, w), f)| !w.is_empty() && !f);
        self.open.extend(open.map(|((field, words), _)| {
            let words = words.into();
            Open { row, customer, field, words, taken }
        }));
    }

    /// Asks once more for what was not found, now that every row is in; tells what names nobody.
    pub(super) fn settle(
        mut self,
        run: &mut Run<CustomerField>,
        today: chrono::NaiveDate,
    ) -> Result<(), AppError> {
        for (n, open) in std::mem::take(&mut self.open).into_iter().enumerate() {
            if n.is_multiple_of(256) {
                run.check_stop()?;
            }
            let found = match self.found.get(&(open.field, open.words.clone())) {
                Some(id) => Ok(*id),
                None => {
                    let found = known_as(self.ledger, &open.words)?;
                    self.checked(open.field, &open.words, found)?
                }
            };
            let found = match found {
                Ok(id) if id == open.customer => Err(InvalidCode::Impossible),
                found => found,
            };
            let changes = match found {
                Ok(id) => {
                    let says_more = self.says_more(&open, id)?;
                    if says_more {
                        let is_employer = open.field == CustomerField::Employer;
                        let (employer, introduced_by) =
                            if is_employer { (Some(id), None) } else { (None, Some(id)) };
                        self.ledger.link(open.customer, employer, introduced_by)?;
                    }
                    says_more
                }
                Err(code) => {
                    let kept = self.keep_words(&open, run.heading_of(open.field), today)?;
                    run.unlinked(Unlinked {
                        number: open.row,
                        reason: FieldError::new(open.field.name(), code),
                        words: open.words.into(),
                    });
                    kept
                }
            };
            if changes && open.taken == Taken::Known {
                run.counts_as_updated(open.row);
            }
        }
        Ok(())
    }

    /// Whether a link is not there yet, as it may be with a customer who was known before.
    fn says_more(&self, open: &Open, id: CustomerId) -> Result<bool, StoreError> {
        if open.taken == Taken::Created {
            return Ok(true);
        }
        let draft = self.ledger.draft(open.customer)?;
        Ok(draft.is_none_or(|mut draft| *place(&mut draft, open.field) != Some(id)))
    }

    /// Writes the words of a link that names nobody where people read them; false where they stand
    /// there already, or there is no room.
    fn keep_words(
        &self,
        open: &Open,
        heading: &str,
        today: chrono::NaiveDate,
    ) -> Result<bool, AppError> {
        let Some(mut draft) = self.ledger.draft(open.customer)? else { return Ok(false) };
        let words = &*open.words;
        let is_employer = open.field == CustomerField::Employer;
        if is_employer && (draft.company.is_empty() || draft.company == words) {
            if draft.company == words {
                return Ok(false);
            }
            draft.company = words.to_owned();
        } else {
            let line = format!("{heading}：{words}");
            if draft.note.lines().any(|known| known == line) {
                return Ok(false);
            }
            let gap = if draft.note.is_empty() { "" } else { "\n" };
            draft.note = format!("{}{gap}{line}", draft.note);
        }
        let Ok(checked) = draft.checked(today) else { return Ok(false) };
        self.ledger.update(open.customer, &checked)?;
        Ok(true)
    }
}
