import { useQuery } from "@tanstack/react-query";
import { ErrorNotice, Skeleton } from "@/kit";
import { complaintRules } from "../queries";
import { CataloguePart } from "./CataloguePart";
import { CausesPart } from "./CausesPart";
import { PacePart } from "./PacePart";

/** How long complaints may take, what they come from, and what makes up for them. */
export function ComplaintsPart() {
  const { data, error, refetch } = useQuery(complaintRules());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  return (
    <>
      <PacePart saved={data.pace} />
      <CausesPart saved={data.causes} />
      <CataloguePart saved={data.catalogue} causes={data.causes} />
    </>
  );
}
