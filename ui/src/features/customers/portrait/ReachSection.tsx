import { useState } from "react";
import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import type { Channel, CustomerView, ReachKind } from "@/ipc";
import { Select, usePhone, usePrivate } from "@/kit";
import { channels } from "@/terms";
import { Similar } from "../fields/Similar";
import { FactText } from "../page/FactText";
import type { EditCustomer } from "../page/useEditCustomer";
import { AddMenu } from "./AddMenu";
import { ConsentLine, isAsked } from "./ConsentLine";
import { Fact } from "./Fact";
import { HoursLine } from "./HoursLine";
import styles from "./portrait.module.css";
import { AddReach, Reaches } from "./Reaches";
import { Refused } from "./Refused";
import { Section } from "./Section";
import type { Opened } from "./useOpened";

interface Props {
  view: CustomerView;
  onEdit: EditCustomer;
  opened: Opened;
}

/** How this customer is reached, when, and over which channels not. */
export function ReachSection({ view, onEdit, opened }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const [adding, setAdding] = useState<{ kind: ReachKind; at: number }>();
  const { draft, row } = view;
  const own = usePhone(row);
  const hide = usePrivate();
  const { reaches = [], hours = null, consent } = draft.portrait ?? {};
  const channel = draft.channel ?? null;
  const shows = {
    channel: channel !== null || opened.isOpen("channel"),
    hours: hours !== null || opened.isOpen("hours"),
    consent: isAsked(consent) || opened.isOpen("consent"),
  };
  const title = t("customers.reachTitle");
  return (
    <Section
      title={title}
      actions={
        <>
          <AddReach onAdd={(kind) => setAdding((now) => ({ kind, at: (now?.at ?? 0) + 1 }))} />
          <AddMenu
            title={title}
            items={(["channel", "hours", "consent"] as const)
              .filter((name) => !shows[name])
              .map((name) => ({
                id: name,
                label: t(name === "consent" ? "customers.consent.title" : `customers.fields.${name}`),
                onAction: () => opened.open(name),
              }))}
          />
        </>
      }
    >
      <FactText
        label={t("customers.fields.phone")}
        field="phone"
        value={draft.phone ?? ""}
        masked={(phone) => (phone === row.phone ? own.text : hide(phone, "number"))}
        inputMode="tel"
        after={draft.phone && <Refused consent={consent} channels={["phone", "sms"]} />}
        onSave={(phone, before) => onEdit({ phone }, { phone: before })}
        below={(phone) => <Similar typed={{ ...draft, phone }} except={row.id} />}
      />
      <Reaches
        reaches={reaches}
        consent={consent}
        customer={row.id}
        draft={draft}
        adding={adding?.kind}
        addingKey={adding?.at ?? 0}
        onAdded={() => setAdding(undefined)}
        onSave={(after, before) => onEdit({ reaches: after }, { reaches: before })}
      />
      {shows.channel && (
        <Fact label={t("customers.fields.channel")}>
          <div className={styles.beside}>
            <Select<Channel | "none">
              label={t("customers.fields.channel")}
              hideLabel
              options={[
                { value: "none", label: t("customers.noChannel") },
                ...channels.map((value) => ({ value, label: t(`terms.channel.${value}`) })),
              ]}
              value={channel ?? "none"}
              onChange={(value) =>
                onEdit({ channel: value === "none" ? null : value }, { channel }).catch(tell)
              }
            />
            <Refused consent={consent} channels={channel ? [channel] : []} />
          </div>
        </Fact>
      )}
      {shows.hours && (
        <HoursLine
          hours={hours}
          onSave={(after) => onEdit({ hours: after }, { hours })}
          onRemove={() => {
            opened.close("hours");
            if (hours) void onEdit({ hours: null }, { hours }).catch(tell);
          }}
        />
      )}
      {shows.consent && (
        <ConsentLine
          consent={consent}
          onChange={(after) => void onEdit({ consent: after }, { consent: consent ?? {} }).catch(tell)}
        />
      )}
    </Section>
  );
}
