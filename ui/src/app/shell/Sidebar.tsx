import { Link } from "@tanstack/react-router";
import { Keyboard, Languages, Moon, PanelLeftClose, PanelLeftOpen, Sun, SunMoon } from "lucide-react";
import { useMay } from "@/gate";
import { setLanguage, useLanguage, useT } from "@/i18n";
import { Badge, IconButton, KeyHint, Menu, setLook, type Theme, useLook } from "@/kit";
import mark from "../../../../icons/huike.svg";
import { type Place, places } from "./places";
import { type SeatCommands, SeatMenu } from "./SeatMenu";
import styles from "./shell.module.css";

const themeIcons: Record<Theme, typeof Sun> = { light: Sun, dark: Moon, system: SunMoon };

interface Props {
  /** How much waits in each place. */
  waiting: Partial<Record<Place["id"], number>>;
  seat: SeatCommands;
  onShowShortcuts: () => void;
}

export function Sidebar({ waiting, seat, onShowShortcuts }: Props) {
  const t = useT();
  const mayBringIn = useMay("bringIn");
  const { sidebarCollapsed: collapsed } = useLook();
  return (
    <nav aria-label={t("app.navigation")} className={styles.sidebar} data-collapsed={collapsed || undefined}>
      <div className={styles.brand}>
        <img src={mark} alt="" />
        <span className={styles.word}>{t("app.name")}</span>
      </div>
      <ul className={styles.places}>
        {places
          .filter(({ id }) => id !== "import" || mayBringIn)
          .map((place) => (
            <li key={place.id}>
              <PlaceLink place={place} waiting={waiting[place.id] ?? 0} collapsed={collapsed} />
            </li>
          ))}
      </ul>
      <SeatMenu seat={seat} />
      <div className={styles.foot}>
        <ThemeMenu />
        <LanguageMenu />
        <IconButton
          label={t("app.showShortcuts")}
          keys="?"
          icon={<Keyboard />}
          onPress={onShowShortcuts}
          placement="top"
        />
        <IconButton
          label={collapsed ? t("app.expandSidebar") : t("app.collapseSidebar")}
          keys="mod+b"
          icon={collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
          onPress={() => setLook({ sidebarCollapsed: !collapsed })}
          placement="top"
        />
      </div>
    </nav>
  );
}

function PlaceLink({ place, waiting, collapsed }: { place: Place; waiting: number; collapsed?: boolean }) {
  const t = useT();
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === "/", includeSearch: false }}
      className={styles.place}
      aria-keyshortcuts={place.keys}
      title={collapsed ? t(place.label) : undefined}
    >
      <Icon aria-hidden="true" />
      <span className={styles.word}>{t(place.label)}</span>
      <span className={styles.keys}>
        <KeyHint keys={place.keys} />
      </span>
      {waiting > 0 && (
        <span className={styles.count}>
          <Badge count={waiting} label={t("app.waiting", { count: waiting })} />
        </span>
      )}
    </Link>
  );
}

function ThemeMenu() {
  const t = useT();
  const { theme } = useLook();
  const Icon = themeIcons[theme];
  const labels = { light: t("app.themeLight"), dark: t("app.themeDark"), system: t("app.themeSystem") };
  return (
    <Menu
      label={t("app.theme")}
      trigger={<IconButton label={t("app.theme")} icon={<Icon />} placement="top" />}
      placement="top start"
      items={(["light", "dark", "system"] as const).map((id) => {
        const Choice = themeIcons[id];
        return {
          id,
          label: labels[id],
          icon: <Choice />,
          isChosen: id === theme,
          onAction: () => setLook({ theme: id }),
        };
      })}
    />
  );
}

function LanguageMenu() {
  const t = useT();
  const language = useLanguage();
  return (
    <Menu
      label={t("app.language")}
      trigger={<IconButton label={t("app.language")} icon={<Languages />} placement="top" />}
      placement="top start"
      items={(["zh-CN", "en"] as const).map((id) => ({
        id,
        // Each language names itself, so that whoever landed in the wrong one finds the way back.
        label: t(id === "en" ? "app.languageEn" : "app.languageZh"),
        isChosen: id === language,
        onAction: () => setLanguage(id),
      }))}
    />
  );
}
