import { Mail, MapPin, MessageCircle, Phone, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/i18n";
import type { Channel, Consent, Reach, ReachKind } from "@/ipc";
import { IconButton, useInPlace } from "@/kit";
import { SamePhone } from "../fields/SamePhone";
import { Changed } from "../page/Changed";
import factStyles from "../page/facts.module.css";
import type { CustomerId } from "../queries";
import { useTellProblem } from "../useAct";
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
}

/** Further numbers, addresses and ids, each with its label, edited where they stand. */
export function Reaches({ reaches, consent, adding, addingKey, onAdded, onSave, customer }: Props) {
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
          customer={customer}
          onSave={(change) => put(at, change)}
          onDrop={() => drop(at)}
        />
      ))}
      {adding && (
        <NewReach
          key={addingKey}
          kind={adding}
          onAdd={(reach) => onSave([...reaches, reach], reaches)}
          onDone={onAdded}
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
  customer: CustomerId;
  onSave: (change: Partial<Reach>) => Promise<unknown>;
  onDrop: () => Promise<unknown>;
}

function ReachLine({ reach, consent, customer, onSave, onDrop }: LineProps) {
  const t = useT();
  const tell = useTellProblem();
  const { kind } = reach;
  const name = t(`customers.reach.${kind}`);
  const value = useInPlace({
    field: "reaches",
    value: reach.value,
    isLong: kind === "address",
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
              <input {...shared} title={reach.value} />
            )}
            <span className={factStyles.remove}>
              <IconButton
                size="small"
                label={t("customers.removeNamed", { name: reach.value })}
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
        {kind === "phone" && value.text !== undefined && <SamePhone phone={value.text} except={customer} />}
      </div>
    </div>
  );
}

interface NewProps {
  kind: ReachKind;
  onAdd: (reach: Reach) => Promise<unknown>;
  onDone: () => void;
}

function NewReach({ kind, onAdd, onDone }: NewProps) {
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
        {kind === "phone" && text !== undefined && <SamePhone phone={text} except={null} />}
      </div>
    </div>
  );
}
