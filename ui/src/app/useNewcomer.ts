import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { forgetDrafts } from "@/contact";
import { lastPerson, rememberPerson } from "@/gate";
import type { Person } from "@/ipc";

/** Somebody else than last time begins at Today, without what the other left half typed. */
export function useNewcomer(me: Person | null): boolean {
  const navigate = useNavigate();
  const [isNew, setNew] = useState(() => me !== null && lastPerson() !== null && lastPerson() !== me.id);
  useEffect(() => {
    if (me) rememberPerson(me.id);
  }, [me]);
  useEffect(() => {
    if (!isNew) return;
    forgetDrafts();
    void navigate({ to: "/" }).then(() => setNew(false));
  }, [isNew, navigate]);
  return isNew;
}
