// Logging a contact: the same few fields wherever it starts.
export { ContactForm } from "./ContactForm";
export { NextChoice, usualMoments } from "./NextChoice";
