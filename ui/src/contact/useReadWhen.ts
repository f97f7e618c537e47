import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { followups, provide } from "@/ipc";

const pauseMs = 200;

/** The moment that typed words mean, a moment behind them; what cannot be read is an error of the field `when`. */
export function useReadWhen(text: string) {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const isAsked = asked.trim() !== "";
  const query = useQuery({
    ...provide([], ["followups", "readWhen", asked], () => followups.readWhen(asked)),
    enabled: isAsked,
    gcTime: 0,
    retry: false,
  });
  const isBehind = asked !== text || query.isFetching;
  return {
    at: isAsked && !isBehind ? query.data : undefined,
    error: isAsked && !isBehind ? (query.error ?? undefined) : undefined,
  };
}
