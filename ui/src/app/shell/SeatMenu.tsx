import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, KeyRound, LockKeyhole, UserRound, UserRoundX, UsersRound } from "lucide-react";
import { Button } from "react-aria-components";
import { Initial } from "@/gate";
import { useT } from "@/i18n";
import type { Person } from "@/ipc";
import { Menu, type MenuItem, useLook } from "@/kit";
import styles from "./seat.module.css";
import { lockKeys } from "./useShellCommands";

export interface SeatCommands {
  me: Person | null;
  /** Whether the shop said who works here. */
  hasPeople: boolean;
  isGuarded: boolean;
  /** The ways to somebody else, or to nobody in particular. */
  others: { id: string; label: string; run: () => void }[];
  /** Only where it takes a passphrase to open again. */
  lock?: () => void;
}

const icons: Record<string, typeof UserRound> = { switch: UsersRound, nobody: UserRoundX };

/** Who sits here, and how that changes. */
export function SeatMenu({ seat }: { seat: SeatCommands }) {
  const t = useT();
  const navigate = useNavigate();
  const { sidebarCollapsed } = useLook();
  const { me, others, lock } = seat;
  if (!seat.hasPeople) return null;
  const own: MenuItem = {
    id: "own",
    label: t("app.ownPassphrase"),
    icon: <KeyRound />,
    onAction: () => void navigate({ to: "/settings", search: { part: "people" } }),
  };
  const items: (MenuItem | "-")[] = others.map(({ id, label, run }) => {
    const Icon = icons[id] ?? UserRound;
    return { id, label, icon: <Icon />, onAction: run };
  });
  if (seat.isGuarded && me) items.push(own);
  if (lock) {
    items.push("-", {
      id: "lock",
      label: t("app.lockNow"),
      icon: <LockKeyhole />,
      keys: lockKeys,
      onAction: lock,
    });
  }
  return (
    <Menu
      label={t("app.who")}
      placement="top start"
      items={items}
      trigger={
        <Button className={styles.seat} data-collapsed={sidebarCollapsed || undefined}>
          {me ? <Initial name={me.name} /> : <UserRound aria-hidden="true" />}
          <span className={styles.who}>
            {me && <span className="visually-hidden">{t("app.who")}</span>}
            <strong>{me ? me.name : t("app.nobodyHint")}</strong>
            {me && <small>{t(`terms.role.${me.role}`)}</small>}
          </span>
          <ChevronsUpDown className={styles.more} aria-hidden="true" />
        </Button>
      }
    />
  );
}
