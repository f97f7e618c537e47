// Open time as people read it: how a due time comes about, and on which days the shop does not open.
export { DueWay } from "./DueWay";
export { closedWords, datedWords, daysWords, officialName } from "./words";
