// Words for a customer, wherever they are contacted from: suggested, completed, copied, and logged with the contact.
export { AskedFields, askedOf, FilledText } from "./FilledText";
export { firstMissing, type Typed, wholeText } from "./filled";
export { told } from "./queries";
export { SuggestedWords } from "./SuggestedWords";
export { forgetUsed, type UsedWords, usedWords, useUsedWords } from "./used";
