import { type ComplaintWarning, complaints, customers, type Id, provide, staff } from "@/ipc";

type CustomerId = Id<"CustomerId">;

/** How many customers one question may name. */
const atOnce = 200;

let waiting: {
  id: CustomerId;
  answer: (warning: ComplaintWarning | null) => void;
  refuse: (why: unknown) => void;
}[] = [];

async function askForAll() {
  const asked = waiting;
  waiting = [];
  for (let from = 0; from < asked.length; from += atOnce) {
    const part = asked.slice(from, from + atOnce);
    try {
      const found = await complaints.among(part.map(({ id }) => id));
      const of = new Map(found.map((warning) => [warning.customer, warning]));
      for (const { id, answer } of part) answer(of.get(id) ?? null);
    } catch (thrown) {
      for (const { refuse } of part) refuse(thrown);
    }
  }
}

const oneOf = (id: CustomerId) =>
  new Promise<ComplaintWarning | null>((answer, refuse) => {
    if (waiting.length === 0) setTimeout(() => void askForAll());
    waiting.push({ id, answer, refuse });
  });

/**
 * Whether somebody has to apologise to a customer. Rows that come into sight together are asked for together: a list asks
 * once and not once a row.
 */
export const warningOf = (id: CustomerId) => ({
  ...provide(["complaints", "settings"], ["complaints", "warning", id], () => oneOf(id)),
  gcTime: 60_000,
});

/** Complaints with a deadline today or before. */
export const complaintsDue = (day: string, of: string | null) =>
  provide(["complaints", "customers", "settings"], ["complaints", "today", of, day], () =>
    complaints.today(of),
  );

/** Everybody who may be meant by a name: who was entered, then who looks after customers. */
export const names = () =>
  provide(["settings", "customers"], ["complaints", "names"], async () => {
    const [people, owners] = await Promise.all([staff.people(), customers.words("owner", null, "")]);
    return [...new Set([...people.map(({ person }) => person.name), ...owners.map(({ word }) => word)])];
  });
