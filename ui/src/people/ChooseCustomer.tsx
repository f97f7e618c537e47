import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Building2, UserRound } from "lucide-react";
import { useState } from "react";
import { ComplaintMark } from "@/complaint";
import { useT } from "@/i18n";
import { type CustomerRow, customers, provide } from "@/ipc";
import { Phone, Picker, type PickerOption } from "@/kit";

const mostOffered = 8;
const forgetAfterMs = 60_000;

/** For choosing one customer by name, initials or digits. */
export const searched = (text: string) => ({
  ...provide(
    ["customers"],
    ["customers", "choose", text],
    async () => (await customers.search(text, mostOffered, null)).rows,
  ),
  gcTime: forgetAfterMs,
});

export interface ChooseProps {
  label: string;
  placeholder: string;
  /** Who may be chosen. */
  isFit: (row: CustomerRow) => boolean;
  onChoose: (row: CustomerRow) => void;
  onLeave?: () => void;
  error?: string;
  autoFocus?: boolean;
}

/** A customer by name, initials or digits: type, Enter. */
export function ChooseCustomer({ isFit, onChoose, ...words }: ChooseProps) {
  const t = useT();
  const [text, setText] = useState("");
  const asked = text.trim();
  const {
    data = [],
    isPlaceholderData,
    isFetching,
  } = useQuery({
    ...searched(asked),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const options = (asked ? data : []).filter(isFit).map((row): PickerOption & { row: CustomerRow } => ({
    id: row.id,
    label: row.name,
    detail: <Detail row={row} />,
    icon: row.kind === "company" ? <Building2 aria-hidden="true" /> : <UserRound aria-hidden="true" />,
    row,
  }));
  return (
    <Picker
      {...words}
      text={text}
      onText={setText}
      options={options}
      isWaiting={asked !== "" && (isPlaceholderData || isFetching)}
      empty={t("customers.foundNobody", { text: asked })}
      onPick={({ row }) => {
        setText("");
        onChoose(row);
      }}
    />
  );
}

function Detail({ row }: { row: CustomerRow }) {
  return (
    <>
      <ComplaintMark customer={row.id} />
      {row.company}
      {row.company && row.phone && " · "}
      <Phone number={row} />
    </>
  );
}
