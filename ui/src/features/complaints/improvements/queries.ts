import { complaints, type Id, provide } from "@/ipc";

export const improvements = () =>
  provide(["complaints", "settings"], ["complaints", "improvements"], complaints.improvements);

/** Those for whose complaints a measure was taken. */
export const concernedBy = (improvement: Id<"ImprovementId">) =>
  provide(["complaints", "customers"], ["complaints", "concerned", improvement], () =>
    complaints.concerned(improvement),
  );
