import { complaints, provide } from "@/ipc";

/** How complaints went; the last answer stays while another period is worked out. */
export const reportOf = (from: string, to: string) =>
  provide(["complaints", "purchases", "customers", "settings"], ["complaints", "report", from, to], () =>
    complaints.report(from, to),
  );
