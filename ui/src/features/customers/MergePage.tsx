import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCanGoBack, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { GitMerge } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { customers, type MergeView } from "@/ipc";
import { Button, ErrorNotice, KeyHint, Page, problemOf, Skeleton, useShortcut } from "@/kit";
import { type Choices, MergeTable, storyOf } from "./merge/MergeTable";
import styles from "./merge/merge.module.css";
import { type Known, labelOf } from "./merge/values";
import { type CustomerId, library, ownFields, sideBySide } from "./queries";

/** Several customers side by side who are one: which stays, what of each, and then one. */
export function MergePage() {
  const { ids } = useSearch({ from: "/customers/merge" });
  return <Merging key={ids} ids={ids.split(",").filter(Boolean) as CustomerId[]} />;
}

function Merging({ ids }: { ids: CustomerId[] }) {
  const t = useT();
  const { back } = useSearch({ from: "/customers/merge" });
  const navigate = useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const [keep, setKeep] = useState<CustomerId | null>(null);
  const [choices, setChoices] = useState<Choices>({});
  const [problem, setProblem] = useState<unknown>();
  const [isMerging, setMerging] = useState(false);
  const compared = useQuery({ ...sideBySide(ids, keep), placeholderData: keepPreviousData });
  const fields = useQuery(ownFields());
  const likes = useQuery(library());
  const view = compared.data;
  const { run: act } = useAct(
    (op, view: MergeView) => customers.merge(op, view.keep, othersOf(view), choices),
    (view) => t("customers.merge.done", { name: nameOf(view, choices) }),
  );

  const leave = (kept?: CustomerId) => {
    if (back === "duplicates") void navigate({ to: "/customers/duplicates" });
    else if (back === "customer" && !kept && canGoBack) router.history.back();
    else if (kept) void navigate({ to: "/customers/$customerId", params: { customerId: kept } });
    else void navigate({ to: "/customers" });
  };
  const merge = async () => {
    if (!view || isMerging) return;
    setMerging(true);
    setProblem(undefined);
    try {
      await act(view);
      leave(view.keep);
    } catch (error) {
      setProblem(error);
      setMerging(false);
    }
  };
  const group = t("customers.merge.title");
  useShortcut({
    keys: "mod+enter",
    label: t("customers.merge.act"),
    group,
    run: () => void merge(),
    inFields: true,
  });
  useShortcut({
    keys: "escape",
    label: t(back === "duplicates" ? "customers.merge.back" : "customers.back"),
    group,
    run: () => leave(),
    inFields: true,
  });

  const known: Known = { t, people: view?.people ?? [], fields: fields.data ?? [] };
  const preferences = new Map(
    likes.data?.map(({ preference }) => [preference.id, preference.value] as const),
  );
  return (
    <Page title={t("customers.merge.title")}>
      <div className={styles.page}>
        {compared.error && !isMerging && (
          <ErrorNotice error={compared.error} onRetry={() => void compared.refetch()} />
        )}
        {compared.isPending && <Skeleton lines={10} />}
        {view && (
          <>
            <div ref={focusKept} className={styles.scroll}>
              <MergeTable
                view={view}
                known={known}
                preferences={preferences}
                choices={choices}
                onKeep={setKeep}
                onChoose={(field, id) => setChoices((before) => ({ ...before, [field]: id }))}
              />
            </div>
            <p className={styles.hint}>{t("customers.merge.unitedHint")}</p>
            {problem !== undefined && <Problem error={problem} known={known} />}
            <div className={styles.foot}>
              <p role="status">{joinedWords(view, known)}</p>
              <Button onPress={() => leave()}>
                {t("kit.cancel")} <KeyHint keys="escape" />
              </Button>
              <Button
                tone="primary"
                icon={<GitMerge aria-hidden="true" />}
                isPending={isMerging}
                onPress={() => void merge()}
              >
                {t("customers.merge.act")} <KeyHint keys="mod+enter" />
              </Button>
            </div>
          </>
        )}
      </div>
    </Page>
  );
}

function Problem({ error, known }: { error: unknown; known: Known }) {
  const { field } = problemOf(error);
  return (
    <div>
      {typeof field === "string" && field !== "others" && <strong>{labelOf(field, known)}</strong>}
      <ErrorNotice error={error} />
    </div>
  );
}

/** Arrows choose another at once; Tab goes through what differs. */
const focusKept = (table: HTMLElement | null) => {
  table?.querySelector<HTMLElement>('input[name="keep"]:checked')?.focus({ preventScroll: true });
};

const othersOf = ({ columns, keep }: MergeView) =>
  columns.map(({ row }) => row.id).filter((id) => id !== keep);

/** The name that the merged customer will have. */
function nameOf({ columns, keep, lines }: MergeView, choices: Choices): string {
  const from = choices.name ?? lines.find(({ field }) => field === "name")?.from ?? keep;
  return columns.find(({ row }) => row.id === from)?.row.name ?? "";
}

/** "12 purchases, 3 contacts": what goes to the kept customer. */
function joinedWords({ columns, keep }: MergeView, { t }: Known): string {
  const others = columns.filter(({ row }) => row.id !== keep);
  const sum = (figure: "purchases" | "interactions" | "followUps" | "attachments" | "contacts") =>
    others.reduce((all, column) => all + column[figure], 0);
  const words = storyOf(
    {
      purchases: sum("purchases"),
      interactions: sum("interactions"),
      followUps: sum("followUps"),
      attachments: sum("attachments"),
      contacts: sum("contacts"),
    },
    t,
  );
  if (words.length === 0) return t("customers.merge.nothing");
  return t("customers.merge.joined", { what: words.join(t("customers.listComma")) });
}
