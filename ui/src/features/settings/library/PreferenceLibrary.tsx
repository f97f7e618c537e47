import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { newId } from "@/ipc";
import { ErrorNotice, IconButton, InPlaceText, Skeleton } from "@/kit";
import { library as libraryQuery } from "../queries";
import { Section } from "../Section";
import { AddLine } from "./AddLine";
import { type Category, categoriesOf } from "./categories";
import styles from "./library.module.css";
import { NewCategory } from "./NewCategory";
import { type Loss, Removal } from "./Removal";
import { useLibraryWrites } from "./useLibraryWrites";

/** What customers like, under one name each, with how many have it. */
export function PreferenceLibrary() {
  const t = useT();
  const { data: library, error, refetch } = useQuery(libraryQuery());
  const [loss, setLoss] = useState<Loss>();
  const writes = useLibraryWrites();
  const categories = categoriesOf(library ?? []);
  return (
    <Section title={t("settings.library.title")} text={t("settings.library.text")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!library && !error && <Skeleton lines={4} />}
      {library?.length === 0 && <p className={styles.none}>{t("settings.library.none")}</p>}
      <div className={styles.categories}>
        {categories.map((category) => (
          <OneCategory key={category.name} category={category} writes={writes} onLoss={setLoss} />
        ))}
      </div>
      {library && <NewCategory onSave={writes.save} />}
      {loss && <Removal loss={loss} onClose={() => setLoss(undefined)} />}
    </Section>
  );
}

interface CategoryProps {
  category: Category;
  writes: ReturnType<typeof useLibraryWrites>;
  onLoss: (loss: Loss) => void;
}

function OneCategory({ category: { name, values }, writes, onLoss }: CategoryProps) {
  const t = useT();
  return (
    <section className={styles.category} data-quiet="true" aria-label={name}>
      <h3 className={styles.row}>
        <InPlaceText
          isStrong
          label={t("settings.library.renameCategory", { name })}
          field="category"
          value={name}
          onSave={(category) => writes.rename({ from: name, to: category })}
        />
        <IconButton
          size="small"
          label={t("settings.library.removeCategory", { name })}
          icon={<Trash2 />}
          onPress={() =>
            onLoss({
              title: t("settings.library.removeCategoryTitle", { name }),
              of: { kind: "category", name },
              run: () => writes.removeCategory(name),
            })
          }
        />
      </h3>
      <ul>
        {values.map((each) => (
          <li key={each.preference.id} className={styles.row}>
            <InPlaceText
              label={t("settings.library.rename", { name: each.preference.value })}
              field="value"
              value={each.preference.value}
              onSave={(value) => writes.save({ ...each.preference, value })}
            />
            <span className={styles.count}>{t("settings.library.customers", { count: each.customers })}</span>
            <IconButton
              size="small"
              label={t("settings.library.remove", { name: each.preference.value })}
              icon={<Trash2 />}
              onPress={() =>
                onLoss({
                  title: t("settings.library.removeTitle", { name: each.preference.value }),
                  of: { kind: "preference", id: each.preference.id },
                  run: () => writes.remove(each.preference),
                })
              }
            />
          </li>
        ))}
      </ul>
      <AddLine
        label={t("settings.library.addTo", { category: name })}
        field="value"
        onAdd={(value) => writes.save({ id: newId<"PreferenceId">(), category: name, value })}
      />
    </section>
  );
}
