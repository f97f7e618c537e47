import type { ActKind, ComplaintState } from "@/ipc";

/** What a person does; the rest follows from something else. */
export type PersonAct = Exclude<ActKind, "receive" | "absorb" | "escalate" | "over">;

export const isByHand = (act: ActKind): act is PersonAct =>
  act !== "receive" && act !== "absorb" && act !== "escalate" && act !== "over";

/** The columns of the board, each with the states that it holds. */
export const columns = [
  { id: "new", states: ["received", "reopened"] },
  { id: "answered", states: ["answered"] },
  { id: "investigating", states: ["investigating"] },
  { id: "proposed", states: ["proposed"] },
  { id: "agreed", states: ["agreed"] },
  { id: "solved", states: ["solved"] },
  { id: "followedUp", states: ["followedUp"] },
] as const satisfies { id: string; states: ComplaintState[] }[];

export type ColumnId = (typeof columns)[number]["id"];

/** The step that brings a complaint into a column. */
const into: Record<ColumnId, PersonAct> = {
  new: "reopen",
  answered: "answer",
  investigating: "investigate",
  proposed: "propose",
  agreed: "agree",
  solved: "solve",
  followedUp: "followUp",
};

/** What usually comes next, the first choice first. Whether it may be, Rust says. */
const usual: Record<ComplaintState, readonly PersonAct[]> = {
  received: ["answer"],
  reopened: ["answer"],
  answered: ["investigate", "propose"],
  investigating: ["propose"],
  proposed: ["agree", "wait"],
  agreed: ["solve", "improve"],
  solved: ["followUp"],
  followedUp: ["close"],
  closed: [],
  withdrawn: [],
  merged: [],
};

export const columnOf = (state: ComplaintState): ColumnId | undefined =>
  columns.find(({ states }) => (states as readonly ComplaintState[]).includes(state))?.id;

/** The step by which a card goes from where it stands into another column; none where no single step does. */
export function stepInto(state: ComplaintState, column: ColumnId): PersonAct | undefined {
  if (columnOf(state) === column) return undefined;
  const act = into[column];
  const from: Partial<Record<ActKind, readonly ComplaintState[]>> = {
    answer: ["received", "reopened"],
    investigate: ["answered", "proposed"],
    propose: ["answered", "investigating", "agreed"],
    agree: ["proposed"],
    solve: ["agreed"],
    followUp: ["solved"],
    reopen: ["solved", "followedUp"],
  };
  return from[act]?.includes(state) ? act : undefined;
}

/** What stands first on the page: of what may be done now, what usually comes next. */
export function nextActs(state: ComplaintState, possible: readonly ActKind[]): readonly PersonAct[] {
  return usual[state].filter((act) => possible.includes(act));
}

/** What else may be done, in the order of the workflow. */
export function otherActs(state: ComplaintState, possible: readonly ActKind[]): readonly PersonAct[] {
  const next = nextActs(state, possible);
  // Approvals and files have places of their own on the page.
  const elsewhere: readonly ActKind[] = [
    "approve",
    "refuse",
    "ask",
    "attach",
    "setSeverity",
    "setCause",
    "assign",
  ];
  return possible.filter(isByHand).filter((act) => !next.includes(act) && !elsewhere.includes(act));
}
