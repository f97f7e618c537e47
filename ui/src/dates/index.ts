// Days as people tell them: of either calendar, and coming again.
export { BirthdayField } from "./BirthdayField";
export { type BirthdayText, birthdayOf, birthdayText, isSameText, nextWords } from "./birthday";
export { RecurrenceField } from "./RecurrenceField";
export { recurrenceWords } from "./recurrence";
