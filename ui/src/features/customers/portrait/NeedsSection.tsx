import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import type { Portrait as Needs } from "@/ipc";
import type { EditCustomer } from "../page/useEditCustomer";
import { AddMenu } from "./AddMenu";
import { CharacterLine, LevelLine } from "./Character";
import { Preferences } from "./Preferences";
import { Section } from "./Section";
import type { Opened } from "./useOpened";

interface Props {
  needs: Needs;
  onEdit: EditCustomer;
  opened: Opened;
}

/** What they like, how to talk with them, and how much it matters how soon. */
export function NeedsSection({ needs, onEdit, opened }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const isShown = (name: "character" | "importance" | "urgency") =>
    Boolean(needs[name]) || opened.isOpen(name);
  const title = t("customers.needs.title");
  const change = (after: Partial<Needs>, before: Partial<Needs>) => {
    for (const name of Object.keys(after)) opened.close(name);
    void onEdit(after, before).catch(tell);
  };
  return (
    <Section
      title={title}
      actions={
        <AddMenu
          title={title}
          items={(["character", "importance", "urgency"] as const)
            .filter((name) => !isShown(name))
            .map((name) => ({
              id: name,
              label: t(`customers.fields.${name}`),
              onAction: () => opened.open(name),
            }))}
        />
      }
    >
      <Preferences
        chosen={needs.preferences ?? []}
        onSave={(after, before) => onEdit({ preferences: after }, { preferences: before })}
      />
      {isShown("character") && (
        <CharacterLine
          character={needs.character ?? null}
          onChange={(character) => change({ character }, { character: needs.character ?? null })}
        />
      )}
      {(["importance", "urgency"] as const).map(
        (field) =>
          isShown(field) && (
            <LevelLine
              key={field}
              field={field}
              level={needs[field] ?? null}
              onChange={(level) => change({ [field]: level }, { [field]: needs[field] ?? null })}
            />
          ),
      )}
    </Section>
  );
}
