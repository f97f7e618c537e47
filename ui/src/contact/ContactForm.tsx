import { useEffect, useId, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { Channel, ContactOutcome, InteractionDraft, Next } from "@/ipc";
import {
  Button,
  Checkbox,
  ErrorNotice,
  fieldProblem,
  KeyHint,
  SegmentedControl,
  Select,
  TextArea,
  useShortcut,
} from "@/kit";
import { channels, InteractionIcon, interactionKinds, OutcomeIcon, outcomes, usualChannel } from "@/terms";
import type { UsedWords } from "@/words";
import styles from "./contact.module.css";
import { forgetDraft, keepDraft, keptDraft } from "./drafts";
import { NextChoice } from "./NextChoice";

interface Props {
  start: InteractionDraft;
  /** Channels over which the customer said no; they say so where one is chosen. */
  refused?: readonly Channel[];
  /** Under this name an unsaved note survives leaving the page and loading it anew. */
  keep?: string;
  /** Words that were copied for this customer: the contact is logged with them, unless somebody says otherwise. */
  words?: UsedWords | undefined;
  /** Offers what follows; leave out where nothing does, as in an amendment. */
  withNext?: boolean;
  /** Asks what came of it; leave out where nothing was planned that could come to something. */
  withOutcome?: boolean;
  onSave: (draft: InteractionDraft, next: Next, outcome: ContactOutcome | null) => Promise<unknown>;
  onClose: () => void;
  action?: string;
}

/** What was said, how, and what comes next: open, type, Ctrl+Enter. */
export function ContactForm(props: Props) {
  const { start, refused, keep, words, withNext, withOutcome, onSave, onClose, action } = props;
  const t = useT();
  const id = useId();
  const note = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState<InteractionDraft>(() => (keep && keptDraft(keep)) || start);
  const [next, setNext] = useState<Next | undefined>({ kind: "byRule" });
  const [withWords, setWithWords] = useState(true);
  const [outcome, setOutcome] = useState<ContactOutcome | "none">("none");
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const noteProblem = fieldProblem(t, error, "note");

  useEffect(() => note.current?.focus(), []);
  useShortcut({ keys: "mod+enter", label: t("contact.save"), run: () => void save(), inFields: true });

  function change(part: Partial<InteractionDraft>) {
    const changed = { ...draft, ...part };
    setDraft(changed);
    if (keep) keepDraft(keep, changed);
  }

  async function save() {
    if (saving || !next) return;
    setSaving(true);
    setError(undefined);
    try {
      const script = withWords ? (words?.script ?? null) : null;
      await onSave({ ...draft, script }, next, outcome === "none" ? null : outcome);
      if (keep) forgetDraft(keep);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setSaving(false);
      note.current?.focus();
    }
  }

  const channelOptions = [
    { value: "none" as Channel | "none", label: t("contact.noChannel") },
    ...channels.map((channel) => {
      const name = t(`terms.channel.${channel}`);
      const isRefused = refused?.includes(channel);
      return { value: channel, label: isRefused ? t("contact.refused", { channel: name }) : name };
    }),
  ];

  return (
    <section
      aria-labelledby={id}
      className={styles.form}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <h2 id={id} className="visually-hidden">
        {t("contact.title")}
      </h2>
      <SegmentedControl
        label={t("contact.kind")}
        hideLabel
        choices={interactionKinds.map((kind) => ({
          value: kind,
          label: t(`terms.interaction.${kind}`),
          icon: <InteractionIcon kind={kind} />,
        }))}
        value={draft.kind}
        onChange={(kind) => change({ kind, channel: usualChannel[kind] })}
      />
      <TextArea
        ref={note}
        label={t("contact.noteLabel")}
        hideLabel
        placeholder={t("contact.note")}
        value={draft.note}
        onChange={(text) => change({ note: text })}
        error={noteProblem}
        rows={3}
      />
      {withOutcome && (
        <SegmentedControl
          label={t("contact.outcome")}
          choices={[
            { value: "none" as ContactOutcome | "none", label: t("contact.noOutcome") },
            ...outcomes.map((each) => ({
              value: each,
              label: t(`terms.outcome.${each}`),
              icon: <OutcomeIcon outcome={each} />,
            })),
          ]}
          value={outcome}
          onChange={setOutcome}
        />
      )}
      {words && (
        <Checkbox isSelected={withWords} onChange={setWithWords}>
          {t("contact.withWords", { title: words.title })}
        </Checkbox>
      )}
      {error !== undefined && !noteProblem && <ErrorNotice error={error} />}
      <div className={styles.row}>
        <Select
          label={t("contact.channel")}
          options={channelOptions}
          value={draft.channel ?? "none"}
          onChange={(channel) => change({ channel: channel === "none" ? null : channel })}
        />
        {withNext && <NextChoice value={next} onChange={setNext} />}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button tone="primary" isPending={saving} isDisabled={!next} onPress={() => void save()}>
            {action ?? t("contact.save")} <KeyHint keys="mod+enter" />
          </Button>
        </div>
      </div>
    </section>
  );
}
