import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Count, type Offer } from "@/kit";
import { type FieldKey, idOf, isField } from "./fields";
import { wordsOf } from "./queries";

const pauseMs = 120;

/** Words of a field that are in use and fit what is typed, each with how many customers have it. */
export function useOffers(key: FieldKey, text: string): Offer[] {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const words = isField(key) ? wordsOf(key, null, asked) : wordsOf("name", idOf(key), asked);
  const { data } = useQuery({ ...words, placeholderData: keepPreviousData });
  return (
    data?.map(({ word, customers }) => ({
      word,
      detail: (
        <span>
          <Count value={customers} />
        </span>
      ),
    })) ?? []
  );
}
