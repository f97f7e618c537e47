import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { newId, type Preference, type PreferenceCount } from "@/ipc";
import { ConfirmDialog, ErrorNotice, IconButton, InPlaceText, Skeleton, toastProblem } from "@/kit";
import { library as libraryQuery } from "../queries";
import { Section } from "../Section";
import { AddLine } from "./AddLine";
import { type Category, categoriesOf } from "./categories";
import styles from "./library.module.css";
import { NewCategory } from "./NewCategory";
import { useLibraryWrites } from "./useLibraryWrites";

/** What customers like, under one name each, with how many have it. */
export function PreferenceLibrary() {
  const t = useT();
  const { data: library, error, refetch } = useQuery(libraryQuery());
  const [removing, setRemoving] = useState<PreferenceCount>();
  const { saveAll, remove } = useLibraryWrites();
  const categories = categoriesOf(library ?? []);
  return (
    <Section title={t("settings.library.title")} text={t("settings.library.text")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!library && !error && <Skeleton lines={4} />}
      {library?.length === 0 && <p className={styles.none}>{t("settings.library.none")}</p>}
      <div className={styles.categories}>
        {categories.map((category) => (
          <OneCategory key={category.name} category={category} saveAll={saveAll} onRemove={setRemoving} />
        ))}
      </div>
      {library && <NewCategory onSave={(preference) => saveAll([preference])} />}
      <Removal
        removing={removing}
        onClose={() => setRemoving(undefined)}
        onConfirm={({ preference }) => {
          setRemoving(undefined);
          remove(preference).catch((thrown: unknown) => toastProblem(t, thrown));
        }}
      />
    </Section>
  );
}

interface CategoryProps {
  category: Category;
  saveAll: (preferences: readonly Preference[]) => Promise<void>;
  onRemove: (value: PreferenceCount) => void;
}

function OneCategory({ category: { name, values }, saveAll, onRemove }: CategoryProps) {
  const t = useT();
  return (
    <section className={styles.category} data-quiet="true" aria-label={name}>
      <h3>
        <InPlaceText
          isStrong
          label={t("settings.library.renameCategory", { name })}
          field="category"
          value={name}
          onSave={(category) => saveAll(values.map(({ preference }) => ({ ...preference, category })))}
        />
      </h3>
      <ul>
        {values.map((each) => (
          <li key={each.preference.id} className={styles.row}>
            <InPlaceText
              label={t("settings.library.rename", { name: each.preference.value })}
              field="value"
              value={each.preference.value}
              onSave={(value) => saveAll([{ ...each.preference, value }])}
            />
            <span className={styles.count}>{t("settings.library.customers", { count: each.customers })}</span>
            <IconButton
              size="small"
              label={t("settings.library.remove", { name: each.preference.value })}
              icon={<Trash2 />}
              onPress={() => onRemove(each)}
            />
          </li>
        ))}
      </ul>
      <AddLine
        label={t("settings.library.addTo", { category: name })}
        field="value"
        onAdd={(value) => saveAll([{ id: newId<"PreferenceId">(), category: name, value }])}
      />
    </section>
  );
}

interface RemovalProps {
  removing: PreferenceCount | undefined;
  onClose: () => void;
  onConfirm: (value: PreferenceCount) => void;
}

function Removal({ removing, onClose, onConfirm }: RemovalProps) {
  const t = useT();
  if (!removing) return null;
  const { customers: count, preference } = removing;
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={t("settings.library.removeTitle", { name: preference.value })}
      action={t("settings.library.removeAction")}
      onConfirm={() => onConfirm(removing)}
    >
      <p>{count === 0 ? t("settings.library.removeNobody") : t("settings.library.removeWhat", { count })}</p>
    </ConfirmDialog>
  );
}
