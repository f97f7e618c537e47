import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Filter } from "@/ipc";
import { writeFilter } from "./compact";

/** Leads to the customer list with this filter. */
export function ListLink({
  filter,
  label,
  children,
}: {
  filter: Filter;
  label: string;
  children: ReactNode;
}) {
  const f: Filter = filter.kind === "all" || filter.kind === "any" ? filter : { kind: "all", of: [filter] };
  return (
    <Link to="/customers" search={{ f: writeFilter(f) }} aria-label={label}>
      {children}
    </Link>
  );
}
