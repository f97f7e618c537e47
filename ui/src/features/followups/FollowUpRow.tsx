import { type KeyboardEvent, type MouseEvent, type ReactNode, useId } from "react";
import { ComplaintMark } from "@/complaint";
import { useLanguage, useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { isComposing, Phone, Private, useShopTime } from "@/kit";
import { ChannelIcon, reasonsWords, SegmentChip, StageChip, TierChip } from "@/terms";
import styles from "./followups.module.css";
import { DeadlineChip, DueChip, PeopleMarks } from "./RowChips";

interface Props {
  row: FollowUpView;
  place: number;
  all: number;
  isActive: boolean;
  onActivate: () => void;
  onOpen: () => void;
  /** What the active row shows beneath. */
  children: ReactNode;
}

export function FollowUpRow({ row, place, all, isActive, onActivate, onOpen, children }: Props) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const id = useId();
  /** On something in the row that answers by itself. */
  function onControl({ target, currentTarget }: MouseEvent) {
    const control = target instanceof Element && target.closest("button, input, textarea, a, section");
    return control && currentTarget.contains(control);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.key !== "Enter" || isComposing(event)) return;
    event.preventDefault();
    onOpen();
  }

  function onClick(event: MouseEvent) {
    if (!onControl(event)) onActivate();
  }

  return (
    <article
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-why`}
      aria-posinset={place}
      aria-setsize={all}
      tabIndex={isActive ? 0 : -1}
      data-active={isActive}
      className={styles.row}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => !onControl(event) && onOpen()}
    >
      <span className={styles.place} aria-hidden="true">
        {place}
      </span>
      <div className={styles.main}>
        <div className={styles.first}>
          <h3 id={`${id}-name`} className={styles.name}>
            {row.customerName}
          </h3>
          <ComplaintMark customer={row.customer} />
          {row.segment && <SegmentChip segment={row.segment} />}
          {row.stage && <StageChip stage={row.stage} />}
          {row.level && <TierChip level={row.level} />}
          <span className={styles.spring} />
          <PeopleMarks row={row} />
          <DeadlineChip by={row.by} always={isActive} />
          <DueChip row={row} />
          <span className={styles.reach} title={t(`terms.channel.${row.channel}`)}>
            <ChannelIcon channel={row.channel} />
            <span className="visually-hidden">{t(`terms.channel.${row.channel}`)}</span>
            {!isActive && (
              <span className={styles.phone}>
                <Phone number={row} />
              </span>
            )}
          </span>
        </div>
        <p id={`${id}-why`} className={styles.why}>
          {reasonsWords(t, language, today, row.reasons)}
          {row.note && (
            <span className={styles.note}>
              <Private text={row.note} />
            </span>
          )}
        </p>
        {children}
      </div>
    </article>
  );
}
