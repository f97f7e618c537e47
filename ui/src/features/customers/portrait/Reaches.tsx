import { Mail, MapPin, MessageCircle, Phone, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import type { Channel, Consent, CustomerDraft, Reach, ReachKind } from "@/ipc";
import { IconButton, useInPlace, usePrivate } from "@/kit";
import { Similar } from "../fields/Similar";
import { Changed } from "../page/Changed";
import factStyles from "../page/facts.module.css";
import type { CustomerId } from "../queries";
import { withFields } from "./fields";
import styles from "./portrait.module.css";
import { Refused } from "./Refused";

export const reachKinds: readonly ReachKind[] = ["phone", "email", "wechat", "address"];

const icons: Record<ReachKind, typeof Phone> = {
  phone: Phone,
  email: Mail,
  wechat: MessageCircle,
  address: MapPin,
};

/** Which channels lead to such a number or address. */
const uses: Record<ReachKind, Channel[]> = {
  phone: ["phone", "sms"],
  email: ["email"],
  wechat: ["wechat"],
  address: [],
};

interface Props {
  reaches: Reach[];
  consent: Consent | undefined;
  /** A line to be typed in. */
  adding: ReachKind | undefined;
  /** Another press starts another line. */
  addingKey: number;
  onAdded: () => void;
  onSave: (after: Reach[], before: Reach[]) => Promise<unknown>;
  customer: CustomerId;
  /** Everything known about them, to tell who may be the same. */
  draft: CustomerDraft;
}

/** Further numbers, addresses and ids, each with its label, edited where they stand. */
export function Reaches({ reaches, consent, adding, addingKey, onAdded, onSave, customer, draft }: Props) {
  const similar = (typed: Reach[]) => (
    <Similar typed={withFields(draft, { reaches: typed })} except={customer} />
  );
  const put = (at: number, change: Partial<Reach>) =>
    onSave(
      reaches.map((reach, place) => (place === at ? { ...reach, ...change } : reach)),
      reaches,
    );
  const drop = (at: number) =>
    onSave(
      reaches.filter((_, place) => place !== at),
      reaches,
    );
  return (
    <>
      {reaches.map((reach, at) => (
        <ReachLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line keeps its place while it is typed in.
          key={at}
          reach={reach}
          consent={consent}
          onSave={(change) => put(at, change)}
          below={(value) => similar(reaches.map((each, place) => (place === at ? { ...each, value } : each)))}
          onDrop={() => drop(at)}
        />
      ))}
      {adding && (
        <NewReach
          key={addingKey}
          kind={adding}
          onAdd={(reach) => onSave([...reaches, reach], reaches)}
          onDone={onAdded}
          below={(reach) => similar([...reaches, reach])}
        />
      )}
    </>
  );
}

/** One press for each kind. */
export function AddReach({ onAdd }: { onAdd: (kind: ReachKind) => void }) {
  const t = useT();
  return reachKinds.map((kind) => {
    const Icon = icons[kind];
    return (
      <IconButton
        key={kind}
        size="small"
        label={t(`customers.addReach.${kind}`)}
        icon={<Icon />}
        onPress={() => onAdd(kind)}
      />
    );
  });
}

interface LineProps {
  reach: Reach;
  consent: Consent | undefined;
  /** Shown under the line while its value is typed. */
  below: (value: string) => ReactNode;
  onSave: (change: Partial<Reach>) => Promise<unknown>;
  onDrop: () => Promise<unknown>;
}

function ReachLine({ reach, consent, below, onSave, onDrop }: LineProps) {
  const t = useT();
  const hide = usePrivate();
  const tell = useTellProblem();
  const { kind } = reach;
  const name = t(`customers.reach.${kind}`);
  const value = useInPlace({
    field: "reaches",
    value: reach.value,
    isLong: kind === "address",
    masked: (text) => hide(text, kind === "phone" ? "number" : "text"),
    onSave: (text) => (text ? onSave({ value: text }) : onDrop()),
  });
  const label = useInPlace({
    field: "reaches",
    value: reach.label ?? "",
    onSave: (text) => onSave({ label: text }),
  });
  const Icon = icons[kind];
  const shared = { ...value.control, className: factStyles.input, "aria-label": name };
  const problem = value.problem ?? label.problem;
  return (
    <div className={factStyles.fact}>
      <span className={styles.reachLabel}>
        <Icon aria-hidden="true" />
        <input
          {...label.control}
          className={factStyles.input}
          aria-label={t("customers.reachLabel", { name })}
          placeholder={name}
          title={reach.label}
        />
      </span>
      <div className={factStyles.value}>
        <div className={factStyles.line}>
          <div className={styles.reach}>
            {kind === "address" ? (
              <textarea {...shared} rows={1} />
            ) : (
              <input {...shared} title={value.control.value} />
            )}
            <span className={factStyles.remove}>
              <IconButton
                size="small"
                label={t("customers.removeNamed", { name: value.control.value })}
                icon={<X />}
                onPress={() => void onDrop().catch(tell)}
              />
            </span>
          </div>
          <Refused consent={consent} channels={uses[kind]} />
        </div>
        {problem && (
          <span id={`${value.problem ? value.id : label.id}-error`} role="alert" className={factStyles.error}>
            {problem}
          </span>
        )}
        {value.isChanged && (
          <Changed to={reach.value} onSaveMine={value.save} onTakeTheirs={value.takeBack} />
        )}
        {label.isChanged && (
          <Changed to={reach.label ?? ""} onSaveMine={label.save} onTakeTheirs={label.takeBack} />
        )}
        {value.text !== undefined && below(value.text)}
      </div>
    </div>
  );
}

interface NewProps {
  kind: ReachKind;
  onAdd: (reach: Reach) => Promise<unknown>;
  onDone: () => void;
  /** Shown under the line while it is typed. */
  below: (reach: Reach) => ReactNode;
}

function NewReach({ kind, onAdd, onDone, below }: NewProps) {
  const t = useT();
  const [label, setLabel] = useState("");
  const name = t(`customers.reach.${kind}`);
  const { id, text, problem, control } = useInPlace({
    field: "reaches",
    value: "",
    onSave: async (value) => {
      await onAdd({ kind, value, label });
      onDone();
    },
    onLeave: onDone,
  });
  const { ref } = control;
  useEffect(() => ref.current?.focus(), [ref]);
  const Icon = icons[kind];
  return (
    <div className={factStyles.fact}>
      <span className={styles.reachLabel}>
        <Icon aria-hidden="true" />
        <input
          className={factStyles.input}
          aria-label={t("customers.reachLabel", { name })}
          placeholder={name}
          value={label}
          tabIndex={-1}
          onChange={(event) => setLabel(event.target.value)}
        />
      </span>
      <div className={factStyles.value}>
        <input
          {...control}
          className={factStyles.input}
          aria-label={name}
          placeholder={t(`customers.reachHint.${kind}`)}
          inputMode={kind === "phone" ? "tel" : kind === "email" ? "email" : "text"}
        />
        {problem && (
          <span id={`${id}-error`} role="alert" className={factStyles.error}>
            {problem}
          </span>
        )}
        {text !== undefined && below({ kind, value: text, label: "" })}
      </div>
    </div>
  );
}
