// The shop as a whole, for every room: whether there is one, how it likes its screens, and its sample data.
export { RemoveSample } from "./RemoveSample";
export { shopStatus, useStatus, withLook } from "./status";
export { ZoneField, zoneHere } from "./ZoneField";
