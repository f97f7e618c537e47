import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type ContactRow, type CustomerRow, customers, dossier } from "@/ipc";
import { Button, ErrorNotice, fieldProblem, isComposing, Phone, TextField } from "@/kit";
import { searched } from "@/people";
import { Similar } from "../fields/Similar";
import type { CustomerId } from "../queries";
import { CustomerLink } from "./PersonLine";
import styles from "./portrait.module.css";
import { Section } from "./Section";

/** Whom one talks with at a company, and what they do there. */
export function Contacts({ company, contacts }: { company: CustomerId; contacts: ContactRow[] }) {
  const t = useT();
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={t("customers.contacts.title")}
      actions={
        <Button size="small" tone="quiet" icon={<UserPlus />} onPress={() => setAdding(true)}>
          {t("customers.contacts.add")}
        </Button>
      }
    >
      {contacts.length === 0 && !isAdding && <p className={styles.muted}>{t("customers.contacts.none")}</p>}
      <ul className={styles.people}>
        {contacts.map(({ row, role }) => (
          <li key={row.id}>
            <CustomerLink id={row.id} name={row.name} />
            {role && <span className={styles.muted}>{role}</span>}
            {row.phone && (
              <span className={styles.digits}>
                <Phone number={row} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {isAdding && (
        <NewContact
          company={company}
          contacts={contacts.map(({ row }) => row.id)}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}

interface Typed {
  name: string;
  role: string;
  phone: string;
}

interface NewProps {
  company: CustomerId;
  /** Who is a contact already. */
  contacts: CustomerId[];
  onClose: () => void;
}

function NewContact({ company, contacts, onClose }: NewProps) {
  const t = useT();
  const [typed, setTyped] = useState<Typed>({ name: "", role: "", phone: "" });
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const said = () => t("customers.contacts.added");
  const { run: add } = useAct(
    (op, { name, role, phone }: Typed) =>
      customers.add(op, { name, phone, portrait: { employer: company, role } }),
    said,
  );
  const { run: join } = useAct(async (op, { row, role }: { row: CustomerRow; role: string }) => {
    const { draft } = await dossier.page(row.id);
    const before = { employer: draft.portrait?.employer ?? null, role: draft.portrait?.role ?? "" };
    const after = { employer: company, role: role || before.role };
    return customers.edit(op, row.id, { portrait: before }, { portrait: after });
  }, said);
  const known = useQuery({ ...searched(typed.name.trim()), enabled: typed.name.trim().length > 1 });
  const same = (known.data ?? []).filter(
    ({ id, kind, name }) => kind === "person" && name.includes(typed.name.trim()) && !contacts.includes(id),
  );

  async function run(work: () => Promise<unknown>) {
    if (isSaving) return;
    setSaving(true);
    setError(undefined);
    try {
      await work();
      onClose();
    } catch (thrown) {
      setError(thrown);
      setSaving(false);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) void run(() => add(typed));
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const text = (name: keyof Typed, label: string, autoFocus = false) => (
    <TextField
      label={label}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      error={fieldProblem(t, error, name)}
      autoFocus={autoFocus}
      autoComplete="off"
    />
  );
  const hasPlace = (["name", "role", "phone"] as const).some((field) => fieldProblem(t, error, field));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter and Esc of the fields inside.
    <div className={styles.form} onKeyDown={onKeyDown}>
      <div className={styles.pair}>
        {text("name", t("customers.fields.name"), true)}
        {text("role", t("customers.fields.role"))}
      </div>
      {same.length > 0 && (
        <p className={styles.known}>
          {t("customers.contacts.known")}
          {same.slice(0, 3).map((row) => (
            <Button key={row.id} size="small" onPress={() => void run(() => join({ row, role: typed.role }))}>
              {row.name} <Phone number={row} />
            </Button>
          ))}
        </p>
      )}
      {text("phone", t("customers.fields.phone"))}
      <Similar
        typed={{ name: typed.name, phone: typed.phone, portrait: { employer: company } }}
        except={null}
      />
      {error !== undefined && !hasPlace && <ErrorNotice error={error} />}
      <div className={styles.foot}>
        <Button size="small" onPress={onClose}>
          {t("kit.cancel")}
        </Button>
        <Button size="small" tone="primary" isPending={isSaving} onPress={() => void run(() => add(typed))}>
          {t("customers.save")}
        </Button>
      </div>
    </div>
  );
}
