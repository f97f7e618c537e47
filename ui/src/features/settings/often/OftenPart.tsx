import { useQuery } from "@tanstack/react-query";
import { ErrorNotice, Skeleton } from "@/kit";
import { restraint } from "../queries";
import { StageSettings } from "../StageSettings";
import { RestraintForm } from "./RestraintForm";

/** How often customers hear from the shop, whatever its rules ask for. */
export function OftenPart() {
  const { data, error, refetch } = useQuery(restraint());
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && <RestraintForm saved={data} />}
      <StageSettings />
    </>
  );
}
