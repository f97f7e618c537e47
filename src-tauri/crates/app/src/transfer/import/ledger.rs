//! What an import asks of the customers and purchases there are, and tells them: the writing
//! transaction, or a rehearsal that only counts. Both go through the same rules, so that what was
//! shown before is what happens.

use std::cell::RefCell;
use std::collections::HashMap;

use huike_domain::customers::{CheckedCustomer, CustomerDraft, ReachKind};
use huike_domain::ids::CustomerId;
use huike_store::{Reader, StoreError, Tx, customers, purchases};
use uuid::Uuid;

pub(super) trait Ledger {
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
    /// Enters a customer as one of the batch.
    fn enter(&self, customer: &CheckedCustomer) -> Result<CustomerId, StoreError>;
    /// Writes over a known customer.
    fn update(&self, id: CustomerId, customer: &CheckedCustomer) -> Result<(), StoreError>;
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

    fn enter(&self, customer: &CheckedCustomer) -> Result<CustomerId, StoreError> {
        self.in_bulk(|| customers::insert_in_bulk(self, customer))
    }

    fn update(&self, id: CustomerId, customer: &CheckedCustomer) -> Result<(), StoreError> {
        customers::update(self, id, customer)
    }
}

/// What a rehearsal must remember of the rows before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remembers {
    /// By their names too: rows of purchases may name a customer so.
    pub(super) names: bool,
    /// All that was said of them: a later row may say something new.
    pub(super) drafts: bool,
}

/// Counts without writing. It holds what the rows before would have entered: some 60 bytes a
/// customer, and as JSON what they said where that matters.
pub(super) struct Rehearsed<'a> {
    reader: &'a Reader<'a>,
    remembers: Remembers,
    said: RefCell<Said>,
}

#[derive(Default)]
struct Said {
    entered: u128,
    external: HashMap<Box<str>, CustomerId>,
    phones: HashMap<Box<str>, CustomerId>,
    names: HashMap<Box<str>, Vec<CustomerId>>,
    drafts: HashMap<CustomerId, Box<[u8]>>,
}

impl<'a> Rehearsed<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, remembers: Remembers) -> Self {
        Self { reader, remembers, said: RefCell::default() }
    }

    fn say(&self, id: CustomerId, draft: &CustomerDraft) -> Result<(), StoreError> {
        let mut said = self.said.borrow_mut();
        if !draft.external_id.is_empty() {
            said.external.insert(draft.external_id.as_str().into(), id);
        }
        if !draft.phone.is_empty() {
            // The one entered first is found first.
            said.phones.entry(draft.phone.as_str().into()).or_insert(id);
        }
        let further = draft.portrait.reaches.iter().filter(|r| r.kind == ReachKind::Phone);
        for reach in further {
            said.phones.entry(reach.value.as_str().into()).or_insert(id);
        }
        if self.remembers.names && !draft.name.is_empty() {
            said.names.entry(draft.name.as_str().into()).or_default().push(id);
        }
        if self.remembers.drafts {
            let json = serde_json::to_vec(draft).map_err(std::io::Error::other)?;
            said.drafts.insert(id, json.into());
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
        if let Some(id) = self.said.borrow().external.get(external) {
            return Ok(Some(*id));
        }
        customers::id_by_external(self.reader, external)
    }

    fn by_phone(&self, phone: &str) -> Result<Option<CustomerId>, StoreError> {
        let known = customers::id_by_phone(self.reader, phone)?;
        Ok(known.or_else(|| self.said.borrow().phones.get(phone).copied()))
    }

    fn by_name(&self, name: &str) -> Result<Vec<CustomerId>, StoreError> {
        let mut ids = customers::ids_by_name(self.reader, name)?;
        if let Some(said) = self.said.borrow().names.get(name) {
            ids.extend(said);
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
}
