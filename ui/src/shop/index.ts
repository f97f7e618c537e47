// The shop as a whole, for every room: whether there is one, how it likes its screens, and its sample data
// and the files it gives away.

export { programs } from "./programs";
export { RemoveSample } from "./RemoveSample";
export { shopStatus, useStatus, withLook } from "./status";
export { useExport } from "./useExport";
export { ZoneField, zoneHere } from "./ZoneField";
