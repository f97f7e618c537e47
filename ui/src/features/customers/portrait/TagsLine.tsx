import { useState } from "react";
import { useT } from "@/i18n";
import { fieldProblem, problemWords, TagField } from "@/kit";
import { Changed, isConflict } from "../page/Changed";
import { Fact } from "./Fact";

interface Props {
  tags: string[];
  onSave: (tags: string[], before: string[]) => Promise<unknown>;
}

export function TagsLine({ tags, onSave }: Props) {
  const t = useT();
  const [refused, setRefused] = useState<{ tags: string[]; error: unknown }>();
  const change = (next: string[]) => {
    setRefused(undefined);
    onSave(next, tags).catch((error: unknown) => setRefused({ tags: next, error }));
  };
  const isChanged = isConflict(refused?.error);
  const problem =
    refused && !isChanged && (fieldProblem(t, refused.error, "tags") ?? problemWords(t, refused.error).text);
  return (
    <Fact label={t("customers.fields.tags")}>
      <TagField
        label={t("customers.fields.tags")}
        hideLabel
        placeholder={t("customers.tagsHint")}
        value={refused?.tags ?? tags}
        onChange={change}
        error={problem || undefined}
      />
      {refused && isChanged && (
        <Changed
          to={tags.join(t("customers.listComma"))}
          onSaveMine={() => change(refused.tags)}
          onTakeTheirs={() => setRefused(undefined)}
        />
      )}
    </Fact>
  );
}
