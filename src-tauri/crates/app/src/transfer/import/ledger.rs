//! What an import asks of the customers, purchases and complaints there are, and tells them: the writing
//! transaction, or a rehearsal that only counts. Both go through the same rules, so that what was
//! shown before is what happens.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use huike_domain::customers::{CheckedCustomer, CustomerDraft, CustomerKind, ReachKind};
use huike_domain::ids::{CustomerId, PurchaseId};
use huike_domain::time::Instant;
use huike_store::{Reader, StoreError, Tx, complaints, customers, purchases};
use serde_json::Value;
use uuid::Uuid;

use super::twins::Twins;
use crate::complaints::{IntakeDraft, Listed};
use crate::error::AppError;

pub(in crate::transfer) trait Ledger {
    /// The customer with this number of the shop's own.
    fn by_external(&self, external: &str) -> Result<Option<CustomerId>, StoreError>;
    /// The customer with this phone number.
    fn by_phone(&self, phone: &str) -> Result<Option<CustomerId>, StoreError>;
    /// Those of this name; two are enough to know that it names nobody.
    fn by_name(&self, name: &str) -> Result<Vec<CustomerId>, StoreError>;
    /// What is known of a customer.
    fn draft(&self, id: CustomerId) -> Result<Option<CustomerDraft>, StoreError>;
    /// Whether there is a purchase, or a refund, of this order number.
    fn has_order(&self, order: &str, refund: bool) -> Result<bool, StoreError>;
    /// Purchases of this order number, and whose they are.
    fn of_order(&self, order: &str) -> Result<Vec<(CustomerId, PurchaseId)>, StoreError>;
    /// Whether a customer complained at this moment in these words.
    fn has_complaint(
        &self,
        customer: CustomerId,
        received: Instant,
        what: &str,
    ) -> Result<bool, StoreError>;
    /// Takes a complaint that was checked down, with what the list says of it.
    fn complain(
        &self,
        customer: CustomerId,
        draft: &IntakeDraft,
        listed: &Listed,
    ) -> Result<(), AppError>;
    /// Enters a customer as one of the batch.
    fn enter(&self, customer: &CheckedCustomer) -> Result<CustomerId, StoreError>;
    /// Writes over a known customer.
    fn update(&self, id: CustomerId, customer: &CheckedCustomer) -> Result<(), StoreError>;
    /// Whether a customer is a company, which alone has contacts.
    fn is_company(&self, id: CustomerId) -> Result<bool, StoreError>;
    /// Notes whose contact a customer is and who brought them, as far as either is given.
    fn link(
        &self,
        id: CustomerId,
        employer: Option<CustomerId>,
        introduced_by: Option<CustomerId>,
    ) -> Result<(), StoreError>;
    /// A row has become a new customer.
    fn is_new(&self, _row: u32, _draft: &CustomerDraft) {}
}

impl Ledger for Tx<'_> {
    fn by_external(&self, external: &str) -> Result<Option<CustomerId>, StoreError> {
        customers::id_by_external(self, external)
    }

    fn by_phone(&self, phone: &str) -> Result<Option<CustomerId>, StoreError> {
        customers::id_by_phone(self, phone)
    }

    fn by_name(&self, name: &str) -> Result<Vec<CustomerId>, StoreError> {
        customers::ids_by_name(self, name)
    }

    fn draft(&self, id: CustomerId) -> Result<Option<CustomerDraft>, StoreError> {
        Ok(customers::get(self, id)?.map(|full| full.draft))
    }

    fn has_order(&self, order: &str, refund: bool) -> Result<bool, StoreError> {
        purchases::has_order(self, order, refund)
    }

    fn of_order(&self, order: &str) -> Result<Vec<(CustomerId, PurchaseId)>, StoreError> {
        if order.is_empty() { Ok(Vec::new()) } else { purchases::of_order(self, order) }
    }

    fn has_complaint(
        &self,
        customer: CustomerId,
        received: Instant,
        what: &str,
    ) -> Result<bool, StoreError> {
        complaints::is_known(self, customer, received, what)
    }

    fn complain(
        &self,
        customer: CustomerId,
        draft: &IntakeDraft,
        listed: &Listed,
    ) -> Result<(), AppError> {
        let taken = crate::complaints::take_down(self, customer, draft, listed)?;
        Ok(complaints::told_before(self, taken.id, self.at())?)
    }

    fn enter(&self, customer: &CheckedCustomer) -> Result<CustomerId, StoreError> {
        self.in_bulk(|| customers::insert_in_bulk(self, customer))
    }

    fn update(&self, id: CustomerId, customer: &CheckedCustomer) -> Result<(), StoreError> {
        customers::update(self, id, customer)
    }

    fn is_company(&self, id: CustomerId) -> Result<bool, StoreError> {
        customers::is_company(self, id)
    }

    fn link(
        &self,
        id: CustomerId,
        employer: Option<CustomerId>,
        introduced_by: Option<CustomerId>,
    ) -> Result<(), StoreError> {
        customers::link(self, id, employer, introduced_by)
    }
}

/// What a rehearsal must remember of the rows before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Remembers {
    /// By their names too: rows of purchases may name a customer so.
    pub(super) names: bool,
    /// All that was said of them: a later row may say something new.
    pub(super) drafts: bool,
    /// By what they might be taken for somebody else.
    pub(super) twins: bool,
}

/// Counts without writing. Of what the rows before would have entered it holds digests, some 60
/// bytes a customer, and what they said where that matters, as JSON without what nobody filled in.
pub(in crate::transfer) struct Rehearsed<'a> {
    reader: &'a Reader<'a>,
    remembers: Remembers,
    said: RefCell<Said>,
}

#[derive(Default)]
struct Said {
    entered: u128,
    hasher: RandomState,
    external: HashMap<u64, CustomerId>,
    phones: HashMap<u64, CustomerId>,
    names: HashMap<u64, Vec<CustomerId>>,
    companies: HashSet<CustomerId>,
    complaints: HashSet<(CustomerId, Instant, u64)>,
    drafts: HashMap<CustomerId, Box<[u8]>>,
    twins: Twins,
}

impl Said {
    /// Two of a million texts have the same one in a case out of thirty million.
    fn digest(&self, text: &str) -> u64 {
        self.hasher.hash_one(text)
    }
}

impl<'a> Rehearsed<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, remembers: Remembers) -> Self {
        Self { reader, remembers, said: RefCell::default() }
    }

    /// Knows what the file knows, and nothing else.
    pub(in crate::transfer) fn as_it_stands(reader: &'a Reader<'a>) -> Self {
        Self::new(reader, Remembers::default())
    }

    /// By what the new customers might be taken for somebody else.
    pub(super) fn twins(self) -> Twins {
        self.said.into_inner().twins
    }

    fn say(&self, id: CustomerId, draft: &CustomerDraft) -> Result<(), StoreError> {
        let mut said = self.said.borrow_mut();
        let said = &mut *said;
        if !draft.external_id.is_empty() {
            said.external.insert(said.hasher.hash_one(draft.external_id.as_str()), id);
        }
        // The one entered first is found first.
        if !draft.phone.is_empty() {
            said.phones.entry(said.hasher.hash_one(draft.phone.as_str())).or_insert(id);
        }
        let further = draft.portrait.reaches.iter().filter(|r| r.kind == ReachKind::Phone);
        for reach in further {
            said.phones.entry(said.hasher.hash_one(reach.value.as_str())).or_insert(id);
        }
        if self.remembers.names && !draft.name.is_empty() {
            let named = said.names.entry(said.hasher.hash_one(draft.name.as_str())).or_default();
            if !named.contains(&id) {
                named.push(id);
            }
        }
        if draft.kind == CustomerKind::Company {
            said.companies.insert(id);
        }
        if self.remembers.drafts {
            said.drafts.insert(id, brief(draft).map_err(std::io::Error::other)?);
        }
        Ok(())
    }

    /// Fails where the shop's own number is another's.
    fn free(&self, id: Option<CustomerId>, draft: &CustomerDraft) -> Result<(), StoreError> {
        if draft.external_id.is_empty() {
            return Ok(());
        }
        match self.by_external(&draft.external_id)? {
            Some(other) if Some(other) != id => Err(StoreError::Taken("externalId")),
            _ => Ok(()),
        }
    }
}

impl Ledger for Rehearsed<'_> {
    fn by_external(&self, external: &str) -> Result<Option<CustomerId>, StoreError> {
        let said = self.said.borrow();
        if let Some(id) = said.external.get(&said.digest(external)) {
            return Ok(Some(*id));
        }
        customers::id_by_external(self.reader, external)
    }

    fn by_phone(&self, phone: &str) -> Result<Option<CustomerId>, StoreError> {
        let known = customers::id_by_phone(self.reader, phone)?;
        let said = self.said.borrow();
        Ok(known.or_else(|| said.phones.get(&said.digest(phone)).copied()))
    }

    fn by_name(&self, name: &str) -> Result<Vec<CustomerId>, StoreError> {
        let mut ids = customers::ids_by_name(self.reader, name)?;
        let said = self.said.borrow();
        for id in said.names.get(&said.digest(name)).into_iter().flatten() {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        Ok(ids)
    }

    fn draft(&self, id: CustomerId) -> Result<Option<CustomerDraft>, StoreError> {
        if let Some(json) = self.said.borrow().drafts.get(&id) {
            let draft = serde_json::from_slice(json).map_err(std::io::Error::other)?;
            return Ok(Some(draft));
        }
        Ok(customers::get(self.reader, id)?.map(|full| full.draft))
    }

    fn has_order(&self, order: &str, refund: bool) -> Result<bool, StoreError> {
        purchases::has_order(self.reader, order, refund)
    }

    fn of_order(&self, _order: &str) -> Result<Vec<(CustomerId, PurchaseId)>, StoreError> {
        // What a complaint is about changes nothing that is counted.
        Ok(Vec::new())
    }

    fn has_complaint(
        &self,
        customer: CustomerId,
        received: Instant,
        what: &str,
    ) -> Result<bool, StoreError> {
        let said = self.said.borrow();
        let told = said.complaints.contains(&(customer, received, said.digest(what)));
        if told { Ok(true) } else { complaints::is_known(self.reader, customer, received, what) }
    }

    fn complain(
        &self,
        customer: CustomerId,
        draft: &IntakeDraft,
        _listed: &Listed,
    ) -> Result<(), AppError> {
        let mut said = self.said.borrow_mut();
        let what = said.digest(&draft.what);
        said.complaints.extend(draft.received.map(|received| (customer, received, what)));
        Ok(())
    }

    fn enter(&self, customer: &CheckedCustomer) -> Result<CustomerId, StoreError> {
        self.free(None, &customer.draft)?;
        let entered = {
            let mut said = self.said.borrow_mut();
            said.entered += 1;
            said.entered
        };
        // No id of a real customer: theirs begin with the moment they were entered.
        let id = CustomerId::from_uuid(Uuid::from_u128(entered));
        self.say(id, &customer.draft)?;
        Ok(id)
    }

    fn update(&self, id: CustomerId, customer: &CheckedCustomer) -> Result<(), StoreError> {
        self.free(Some(id), &customer.draft)?;
        self.say(id, &customer.draft)
    }

    fn is_company(&self, id: CustomerId) -> Result<bool, StoreError> {
        let said = self.said.borrow().companies.contains(&id);
        if said { Ok(true) } else { customers::is_company(self.reader, id) }
    }

    fn link(
        &self,
        _id: CustomerId,
        _employer: Option<CustomerId>,
        _introduced_by: Option<CustomerId>,
    ) -> Result<(), StoreError> {
        // Nothing is counted by it, and no later row is read otherwise.
        Ok(())
    }

    fn is_new(&self, row: u32, draft: &CustomerDraft) {
        if self.remembers.twins {
            self.said.borrow_mut().twins.add(row, draft);
        }
    }
}

/// A draft as JSON that leaves out what is as in an empty one.
fn brief(draft: &CustomerDraft) -> serde_json::Result<Box<[u8]>> {
    let mut value = serde_json::to_value(draft)?;
    let mut portrait = value.get_mut("portrait").map(Value::take).unwrap_or_default();
    for part in [&mut value, &mut portrait] {
        if let Value::Object(fields) = part {
            fields.retain(|_, value| match value {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(list) => !list.is_empty(),
                _ => true,
            });
        }
    }
    value["portrait"] = portrait;
    Ok(serde_json::to_vec(&value)?.into())
}
