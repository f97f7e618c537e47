// What the commands answer, as far as a test looks at it.

export interface CustomerRow {
  id: string;
  kind: "person" | "company";
  name: string;
  phone: string;
}

export interface CustomerView {
  draft: { source: string; note: string; birthday: object | null };
  followUps: { due: number }[];
}

export interface FollowUpRow {
  id: string;
  customer: string;
  customerName: string;
  assignee: string;
  tries: number;
  outcome: string | null;
}
