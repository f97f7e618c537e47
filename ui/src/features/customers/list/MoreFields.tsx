import { X } from "lucide-react";
import { type Control, Controller } from "react-hook-form";
import { BirthdayField } from "@/dates";
import { useT } from "@/i18n";
import { fieldProblem, IconButton, Select, TextArea, TextField } from "@/kit";
import { ChooseCustomer } from "@/people";
import { channels } from "@/terms";
import type { DraftForm } from "../draft";
import styles from "./list.module.css";

interface Props {
  control: Control<DraftForm>;
  isCompany: boolean;
  problem: unknown;
}

type Plain = "company" | "role" | "region" | "industry" | "source" | "owner" | "externalId";

/** What is rarely known of somebody new. */
export function MoreFields({ control, isCompany, problem }: Props) {
  const t = useT();
  const text = (name: Plain) => (
    <Controller
      key={name}
      name={name}
      control={control}
      render={({ field }) => (
        <TextField label={t(`customers.fields.${name}`)} {...field} error={fieldProblem(t, problem, name)} />
      )}
    />
  );
  const reach = (name: "email" | "wechat" | "address") => (
    <Controller
      name={name}
      control={control}
      render={({ field }) => (
        <TextField
          label={t(`customers.reach.${name}`)}
          {...field}
          // Of these, only an e-mail address can be wrong.
          error={name === "email" ? fieldProblem(t, problem, "reaches") : undefined}
        />
      )}
    />
  );
  return (
    <>
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
        {reach("email")}
        {reach("wechat")}
      </div>
      {reach("address")}
      <div className={styles.pair}>
        {!isCompany && (["company", "role"] as const).map(text)}
        {(["region", "industry", "source", "owner", "externalId"] as const).map(text)}
        <Controller
          name="introducedBy"
          control={control}
          render={({ field }) => (
            <div>
              <span className={styles.chosenLabel}>{t("customers.fields.introducedBy")}</span>
              {field.value ? (
                <span className={styles.chosen}>
                  {field.value.name}
                  <IconButton
                    size="small"
                    label={t("customers.removeNamed", { name: field.value.name })}
                    icon={<X />}
                    onPress={() => field.onChange(null)}
                  />
                </span>
              ) : (
                <ChooseCustomer
                  label={t("customers.fields.introducedBy")}
                  placeholder={t("customers.searchHint")}
                  isFit={() => true}
                  error={fieldProblem(t, problem, "introducedBy")}
                  onChoose={({ id, name }) => field.onChange({ id, name })}
                />
              )}
            </div>
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
    </>
  );
}
