import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Shown } from "@/ipc";
import { found } from "../queries";

const pauseMs = 60;

/** Customers that fit what is typed; the answer before stays until the next one is there. */
export function useCustomerFinds(text: string, show: Shown) {
  const wanted = text.trim();
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    if (wanted === "") return setAsked("");
    const timer = setTimeout(() => setAsked(wanted), pauseMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const answer = useQuery({
    ...found(asked, show),
    enabled: asked !== "",
    placeholderData: asked === "" ? undefined : keepPreviousData,
  });
  return {
    rows: answer.data?.rows,
    /** How many match in all; {@link mostCounted} stands for that many or more. */
    total: answer.data?.total ?? 0,
    /** Whether the rows belong to what stands in the box now. */
    isSettled: asked === wanted && !answer.isPlaceholderData && answer.data !== undefined,
    problem: answer.error,
    retry: () => void answer.refetch(),
  };
}
