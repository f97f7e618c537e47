import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Rule } from "@/ipc";
import { previewOf } from "./queries";

const pauseMs = 250;

/** Whom a rule would name as it is typed, a moment behind; the last answer stays until the next one comes. */
export function usePreview(rule: Rule) {
  const [asked, setAsked] = useState(rule);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(rule), pauseMs);
    return () => clearTimeout(timer);
  }, [rule]);
  const query = useQuery({ ...previewOf(asked), placeholderData: keepPreviousData });
  return {
    answer: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    /** What is shown belongs to what was typed before. */
    isBehind: asked !== rule || query.isPlaceholderData || query.isFetching,
  };
}
