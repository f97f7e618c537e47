import { zodResolver } from "@hookform/resolvers/zod";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { useEffect, useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { customers, operations } from "@/ipc";
import {
  Button,
  Dialog,
  ErrorNotice,
  fieldProblem,
  isComposing,
  KeyHint,
  problemOf,
  SegmentedControl,
  TagField,
  TextField,
  usePrivate,
  useShortcut,
} from "@/kit";
import { type DraftForm, draftForm, draftOf, emptyForm, isBeyondQuick } from "../draft";
import { Similar } from "../fields/Similar";
import styles from "./list.module.css";
import { MoreFields } from "./MoreFields";

interface Props {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** What was searched for in vain. */
  hint?: string;
}

/** What was typed outlives an accidental Esc; a saved customer empties it. */
let kept: DraftForm | undefined;

function startFrom(hint = ""): DraftForm {
  if (kept) return kept;
  return /^[\d\s+()-]{3,}$/.test(hint) ? { ...emptyForm, phone: hint } : { ...emptyForm, name: hint };
}

export function NewCustomer({ isOpen, onOpenChange, hint }: Props) {
  const t = useT();
  return (
    <Dialog title={t("customers.new")} isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <NewCustomerForm hint={hint} close={close} />}
    </Dialog>
  );
}

const quickFields = ["name", "phone", "tags"] as const;
const moreFields = [
  "birthday",
  "reaches",
  "company",
  "role",
  "region",
  "industry",
  "source",
  "introducedBy",
  "owner",
  "externalId",
  "note",
] as const;

function NewCustomerForm({ hint, close }: { hint?: string; close: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const hide = usePrivate();
  const [problem, setProblem] = useState<unknown>();
  const { control, handleSubmit, watch, setFocus, formState } = useForm<DraftForm>({
    resolver: zodResolver(draftForm),
    defaultValues: startFrom(hint),
  });
  const [hasMore, setMore] = useState(() => kept !== undefined && isBeyondQuick(kept));
  const { run: add } = useAct(
    (op, form: DraftForm) => customers.add(op, draftOf(form)),
    (form) => t("customers.added", { name: form.name.trim() || hide(form.phone.trim(), "number") }),
  );
  const form = watch();
  const { kind } = form;
  const isCompany = kind === "company";
  useEffect(() => {
    const watching = watch((form) => {
      kept = form as DraftForm;
    });
    return () => watching.unsubscribe();
  }, [watch]);

  const save = handleSubmit(async (form) => {
    setProblem(undefined);
    try {
      const { op, answer } = await add(form);
      kept = undefined;
      close();
      // Where the answer was lost, the log still knows whom the operation was about.
      const id = answer ?? (await operations.find(op))?.subject;
      if (id) void navigate({ to: "/customers/$customerId", params: { customerId: id } });
    } catch (error) {
      setProblem(error);
      const { field } = problemOf(error);
      if (moreFields.some((name) => name === field)) setMore(true);
      if (field === "name" || field === "phone") setFocus(field);
    }
  });
  useShortcut({ keys: "mod+enter", label: t("customers.save"), run: () => void save(), inFields: true });

  const text = (name: "name" | "phone", label: string, extra = {}) => (
    <Controller
      name={name}
      control={control}
      render={({ field }) => (
        <TextField label={label} {...field} error={fieldProblem(t, problem, name)} {...extra} />
      )}
    />
  );
  const hasPlace = [...quickFields, ...moreFields].some((field) => fieldProblem(t, problem, field));

  return (
    <form
      className={styles.form}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    >
      <Controller
        name="kind"
        control={control}
        render={({ field }) => (
          <SegmentedControl
            label={t("customers.fields.kind")}
            hideLabel
            choices={(["person", "company"] as const).map((value) => ({
              value,
              label: t(`customers.kind.${value}`),
            }))}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <div className={styles.pair}>
        {text("name", t(isCompany ? "customers.fields.companyName" : "customers.fields.name"), {
          autoFocus: true,
        })}
        {text("phone", t("customers.fields.phone"), { inputMode: "tel" })}
      </div>
      <Similar typed={draftOf(form)} except={null} onOpen={close} />
      <Controller
        name="tags"
        control={control}
        render={({ field }) => (
          <TagField
            label={t("customers.fields.tags")}
            placeholder={t("customers.tagsHint")}
            value={field.value}
            onChange={field.onChange}
            error={fieldProblem(t, problem, "tags")}
          />
        )}
      />
      {hasMore ? (
        <MoreFields control={control} isCompany={isCompany} problem={problem} />
      ) : (
        <div>
          <Button tone="quiet" icon={<ChevronDown aria-hidden="true" />} onPress={() => setMore(true)}>
            {t("customers.moreFields")}
          </Button>
        </div>
      )}
      {problem !== undefined && !hasPlace && <ErrorNotice error={problem} />}
      <div className={styles.formFoot}>
        <Button onPress={close}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isPending={formState.isSubmitting}>
          {t("customers.save")} <KeyHint keys="enter" />
        </Button>
      </div>
    </form>
  );
}
