//! The sample shop.

use huike_domain::shop::Language;
use huike_store::Tx;

use crate::error::AppError;

pub(crate) struct Sample {
    language: Language,
}

impl Sample {
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }

    pub(crate) fn fill(&self, tx: &Tx<'_>) -> Result<(), AppError> {
        let _ = (tx, self.language);
        todo!()
    }
}
