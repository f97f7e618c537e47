import { zodResolver } from "@hookform/resolvers/zod";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Controller, useForm } from "react-hook-form";
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
  Select,
  TagField,
  TextArea,
  TextField,
  useShortcut,
} from "@/kit";
import { channels } from "@/terms";
import { type DraftForm, draftForm, draftOf, emptyForm } from "../draft";
import { BirthdayField } from "../fields/BirthdayField";
import { Similar } from "../fields/Similar";
import type { Typed } from "../queries";
import { useAct } from "../useAct";
import styles from "./list.module.css";

/** What tells customers apart. */
function typedOf(form: DraftForm): Typed {
  const { kind, name, phone, birthday, company } = draftOf(form);
  return { kind, name, phone, birthday, company };
}

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

function NewCustomerForm({ hint, close }: { hint?: string; close: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<unknown>();
  const { control, handleSubmit, watch, setFocus, formState } = useForm<DraftForm>({
    resolver: zodResolver(draftForm),
    defaultValues: startFrom(hint),
  });
  const add = useAct(
    (op, form: DraftForm) => customers.add(op, draftOf(form)),
    (form) => t("customers.added", { name: form.name.trim() || form.phone.trim() }),
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
      if (typeof field === "string" && field in form && field !== "birthday" && field !== "tags") {
        setFocus(field as keyof DraftForm);
      }
    }
  });
  useShortcut({ keys: "mod+enter", label: t("customers.save"), run: () => void save(), inFields: true });

  const text = (name: "name" | "phone" | "company" | "source" | "externalId", label: string, extra = {}) => (
    <Controller
      name={name}
      control={control}
      render={({ field }) => (
        <TextField label={label} {...field} error={fieldProblem(t, problem, name)} {...extra} />
      )}
    />
  );
  const hasPlace = ["name", "phone", "birthday", "company", "source", "tags", "note", "externalId"].some(
    (field) => fieldProblem(t, problem, field),
  );

  return (
    <form
      className={styles.form}
      noValidate
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
      <Similar typed={typedOf(form)} except={null} onOpen={close} />
      <div className={styles.pair}>
        {!isCompany && (
          <Controller
            name="birthday"
            control={control}
            render={({ field }) => (
              <BirthdayField
                value={field.value}
                onChange={field.onChange}
                error={fieldProblem(t, problem, "birthday")}
              />
            )}
          />
        )}
        <Controller
          name="channel"
          control={control}
          render={({ field }) => (
            <Select
              label={t("customers.fields.channel")}
              options={[
                { value: "none", label: t("customers.noChannel") },
                ...channels.map((value) => ({ value, label: t(`terms.channel.${value}`) })),
              ]}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        {!isCompany && text("company", t("customers.fields.company"))}
        {text("source", t("customers.fields.source"))}
        {text("externalId", t("customers.fields.externalId"))}
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
      </div>
      <Controller
        name="note"
        control={control}
        render={({ field }) => (
          <TextArea
            label={t("customers.fields.note")}
            {...field}
            rows={2}
            error={fieldProblem(t, problem, "note")}
          />
        )}
      />
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
