// Who is let in and what they may: for every room, and for the house around them.

export { lastPerson, rememberPerson } from "./lastPerson";
export { PassphraseField } from "./PassphraseField";
export { gateStatus, useGate, useMay } from "./queries";
export { Initial, SignIn } from "./SignIn";
export { useActivity } from "./useActivity";
export { useSeat } from "./useSeat";
export { useWait } from "./useWait";
