//! What operations touched since the columns were read.
//!
//! A note is taken before its commit, so whoever sees an operation in the file finds its note here.

use std::collections::VecDeque;

use huike_domain::customers::filter::Field;
use huike_domain::ids::CustomerId;

use crate::purchases::Figures;
use crate::segments::Codes;

/// Where a customer stands now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) customer: CustomerId,
    pub(crate) codes: Codes,
    /// The last purchase, how many, their sum and rhythm, where these changed too.
    pub(crate) figures: Option<Figures>,
}

/// Which texts of a customer changed that have an order of their own, and whether what they like or
/// have in the shop's own fields did.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edited {
    pub(crate) name: bool,
    pub(crate) phone: bool,
    pub(crate) external_id: bool,
    pub(crate) parts: bool,
}

impl Edited {
    /// Everything, as for somebody new.
    pub(crate) const ALL: Self = Self { name: true, phone: true, external_id: true, parts: true };

    pub(crate) fn join(&mut self, other: Self) {
        self.name |= other.name;
        self.phone |= other.phone;
        self.external_id |= other.external_id;
        self.parts |= other.parts;
    }

    pub(super) const fn order(self, field: Field) -> bool {
        match field {
            Field::Name => self.name,
            Field::Phone => self.phone,
            Field::ExternalId => self.external_id,
            _ => false,
        }
    }
}

/// What one operation touched.
#[derive(Debug, Default)]
pub(crate) struct Note {
    /// The operation's number.
    pub(crate) seq: i64,
    /// Customers whose row or standing is to be read again.
    pub(crate) edited: Vec<(CustomerId, Edited)>,
    /// Customers whose standing is known.
    pub(crate) moved: Vec<Standing>,
    /// Customers whose last contact is to be read again.
    pub(crate) contacted: Vec<CustomerId>,
    /// Ranges of customers who are gone.
    pub(crate) removed: Vec<(CustomerId, CustomerId)>,
    /// Whether it is quicker, or the only way, to read everyone again.
    pub(crate) everyone: bool,
}

/// Customers that notes speak of; from here on everyone is read again.
const MOST_TOUCHED: usize = 50_000;

impl Note {
    /// A customer is new.
    pub(crate) fn enter(&mut self, customer: CustomerId) {
        self.edit(customer, Edited::ALL);
    }

    /// A customer's row is to be read again; of more than will be kept, none is.
    pub(crate) fn edit(&mut self, customer: CustomerId, edit: Edited) {
        if self.everyone {
            return;
        }
        self.edited.push((customer, edit));
        if self.edited.len() > MOST_TOUCHED {
            self.edited = Vec::new();
            self.everyone = true;
        }
    }

    fn touched(&self) -> usize {
        // Where someone stands is known, all others are looked up.
        self.edited.len() + self.contacted.len() + self.moved.len() / 8
    }
}

/// The notes of operations, oldest first.
#[derive(Default)]
pub(super) struct Notes {
    kept: VecDeque<Note>,
    touched: usize,
    /// Nobody reads them before the columns are asked for.
    pub(super) taking: bool,
}

impl Notes {
    pub(super) fn add(&mut self, note: Note) {
        if !self.taking {
            return;
        }
        self.touched += note.touched();
        self.kept.push_back(note);
        if self.touched > MOST_TOUCHED {
            for note in &mut self.kept {
                *note = Note { seq: note.seq, everyone: true, ..Note::default() };
            }
            self.touched = 0;
        }
    }

    /// Takes back the note of an operation that was rolled back.
    pub(super) fn forget(&mut self, seq: i64) {
        if self.kept.back().is_some_and(|note| note.seq == seq) {
            self.kept.pop_back();
        }
    }

    /// The notes after one operation up to another, where all of them were taken and none asks for
    /// everyone. Older ones are dropped.
    pub(super) fn between(&mut self, after: i64, until: i64) -> Option<Vec<Note>> {
        let mut taken = Vec::new();
        let mut expected = after + 1;
        while let Some(note) = self.kept.front() {
            if note.seq > until {
                break;
            }
            let Some(note) = self.kept.pop_front() else { break };
            self.touched = self.touched.saturating_sub(note.touched());
            if note.seq <= after {
                continue;
            }
            if note.seq != expected || note.everyone {
                return None;
            }
            expected += 1;
            taken.push(note);
        }
        (expected == until + 1).then_some(taken)
    }

    /// Drops the notes of operations that the columns know from the file.
    pub(super) fn drop_until(&mut self, seq: i64) {
        while let Some(note) = self.kept.pop_front_if(|note| note.seq <= seq) {
            self.touched = self.touched.saturating_sub(note.touched());
        }
    }

    /// Whether a note asks for everyone to be read again.
    pub(super) fn ask_for_everyone(&self) -> bool {
        self.kept.iter().any(|note| note.everyone)
    }
}
