// Logging a contact: the same few fields wherever it starts.
export { ContactForm } from "./ContactForm";
export { forgetDrafts } from "./drafts";
export { usualMoments } from "./moments";
export { NextChoice } from "./NextChoice";
