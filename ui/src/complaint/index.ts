// What every room says of complaints: how a deadline stands, how much one weighs, and whom to apologise to.
export { DueComplaints } from "./DueComplaints";
export { leftWords, minutesWords } from "./left";
export { setMyName, useMyName } from "./myName";
export { warningOf } from "./queries";
export { SeverityChip, StateWords, severities } from "./SeverityChip";
export { SlaChip } from "./SlaChip";
export { useElapsed } from "./useElapsed";
export { ComplaintMark, CustomerWarning, WarningNote } from "./WarningNote";
export { WhoField } from "./WhoField";
