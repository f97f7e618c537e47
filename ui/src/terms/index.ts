// What the shop's terms look like: their icons, tones and order. Which customer is what, Rust says.
export { SegmentChip, SegmentIcon, StageChip, StageIcon, segments, stages } from "./chips";
export { type Compact, writeFilter } from "./compact";
export { ChannelIcon, channels, InteractionIcon, interactionKinds, usualChannel } from "./contact";
export { ListLink } from "./ListLink";
export { festivals, occasions } from "./occasions";
export { operationDone, operationKind, operationWords } from "./operation";
export { OutcomeIcon, outcomes } from "./outcome";
export { festivalWords, reasonsWords, reasonWords } from "./reason";
export { TierChip, tierColours } from "./TierChip";
export { yearDayWords } from "./yearDay";
