import { useNavigate } from "@tanstack/react-router";
import {
  Eye,
  Keyboard,
  Languages,
  LockKeyhole,
  MessageSquarePlus,
  Moon,
  Sun,
  SunMoon,
  Undo2,
  UserRound,
  UsersRound,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import { useMemo, useRef } from "react";
import { useMay } from "@/gate";
import { setLanguage, useT } from "@/i18n";
import {
  type CommandItem,
  type CommandSource,
  setLook,
  showPhonesKeys,
  stepZoom,
  togglePhones,
  useLook,
  useShortcut,
} from "@/kit";
import { type Place, places } from "./places";
import type { SeatCommands } from "./SeatMenu";
import { useCustomerSource } from "./useCustomerSource";

export const lockKeys = "mod+shift+l";

const matches = (text: string) => (item: CommandItem) =>
  item.title.toLowerCase().includes(text.toLowerCase());

/** What the shell itself can do, whichever page is open. */
export interface ShellCommands {
  palette: () => void;
  shortcuts: () => void;
  undo: () => void;
  seat: SeatCommands;
}

/** The keys that answer on every page. */
export function useShellShortcuts(commands: ShellCommands) {
  const t = useT();
  const { sidebarCollapsed } = useLook();
  const pages = t("app.pages");
  const mayBringIn = useMay("bringIn");
  usePlaceShortcut(places[0] as Place, pages);
  usePlaceShortcut(places[1] as Place, pages);
  usePlaceShortcut(places[2] as Place, pages);
  usePlaceShortcut(places[3] as Place, pages);
  usePlaceShortcut(places[4] as Place, pages);
  usePlaceShortcut(places[5] as Place, pages);
  usePlaceShortcut(places[6] as Place, pages);
  usePlaceShortcut(places[7] as Place, pages, mayBringIn);
  usePlaceShortcut(places[8] as Place, pages);
  useShortcut({ keys: "mod+k", label: t("app.search"), run: commands.palette, everywhere: true });
  useShortcut({ keys: "?", label: t("app.showShortcuts"), run: commands.shortcuts });
  useShortcut({ keys: "mod+z", label: t("app.undo"), run: commands.undo });
  useShortcut({
    keys: "mod+b",
    label: sidebarCollapsed ? t("app.expandSidebar") : t("app.collapseSidebar"),
    run: () => setLook({ sidebarCollapsed: !sidebarCollapsed }),
  });
  useShortcut({ keys: showPhonesKeys, label: t("kit.showPhones"), run: togglePhones, everywhere: true });
  const { lock } = commands.seat;
  useShortcut(lock !== undefined && { keys: lockKeys, label: t("app.lockNow"), run: lock, everywhere: true });
  useShortcut({ keys: "mod+=", label: t("app.zoomIn"), run: () => stepZoom(1), everywhere: true });
  useShortcut({
    keys: "mod++",
    label: t("app.zoomIn"),
    run: () => stepZoom(1),
    everywhere: true,
    unlisted: true,
  });
  useShortcut({ keys: "mod+-", label: t("app.zoomOut"), run: () => stepZoom(-1), everywhere: true });
  useShortcut({ keys: "mod+0", label: t("app.zoomReset"), run: () => stepZoom(0), everywhere: true });
}

function usePlaceShortcut({ keys, label, to }: Place, group: string, isOpen = true) {
  const t = useT();
  const navigate = useNavigate();
  useShortcut(isOpen && { keys, label: t(label), group, run: () => void navigate({ to }) });
}

/** What the palette offers by itself; the rooms' own sources join it. */
export function useShellSources(commands: ShellCommands): CommandSource[] {
  const t = useT();
  const navigate = useNavigate();
  const customers = useCustomerSource();
  const latest = useRef(commands);
  latest.current = commands;
  const mayBringIn = useMay("bringIn");
  const { others, lock } = commands.seat;
  return useMemo(() => {
    const open = places.filter(({ id }) => id !== "import" || mayBringIn);
    const pages: CommandItem[] = open.map(({ id, go, keys, to, icon: Icon }) => ({
      id: `page-${id}`,
      title: t(go),
      icon: <Icon aria-hidden="true" />,
      keys,
      run: () => void navigate({ to }),
    }));
    pages.push({
      id: "take-down",
      title: t("complaints.takeDown"),
      icon: <MessageSquarePlus aria-hidden="true" />,
      run: () => void navigate({ to: "/complaints", search: { intake: true } }),
    });
    pages.push({
      id: "page-duplicates",
      title: t("customers.duplicates.go"),
      icon: <UsersRound aria-hidden="true" />,
      run: () => void navigate({ to: "/customers/duplicates" }),
    });
    const actions: CommandItem[] = [
      {
        id: "undo",
        title: t("app.undo"),
        icon: <Undo2 />,
        keys: "mod+z",
        run: () => latest.current.undo(),
      },
      {
        id: "shortcuts",
        title: t("app.showShortcuts"),
        icon: <Keyboard />,
        keys: "?",
        run: () => latest.current.shortcuts(),
      },
      {
        id: "phones",
        title: t("kit.showPhones"),
        icon: <Eye />,
        keys: showPhonesKeys,
        run: togglePhones,
      },
      ...others.map(({ id, label, run }) => ({ id, title: label, icon: <UserRound />, run })),
      ...(lock
        ? [{ id: "lock", title: t("app.lockNow"), icon: <LockKeyhole />, keys: lockKeys, run: lock }]
        : []),
      { id: "light", title: t("app.themeLight"), icon: <Sun />, run: () => setLook({ theme: "light" }) },
      { id: "dark", title: t("app.themeDark"), icon: <Moon />, run: () => setLook({ theme: "dark" }) },
      {
        id: "system",
        title: t("app.themeSystem"),
        icon: <SunMoon />,
        run: () => setLook({ theme: "system" }),
      },
      { id: "zh", title: t("app.languageZh"), icon: <Languages />, run: () => setLanguage("zh-CN") },
      { id: "en", title: t("app.languageEn"), icon: <Languages />, run: () => setLanguage("en") },
      { id: "larger", title: t("app.zoomIn"), icon: <ZoomIn />, keys: "mod+=", run: () => stepZoom(1) },
      { id: "smaller", title: t("app.zoomOut"), icon: <ZoomOut />, keys: "mod+-", run: () => stepZoom(-1) },
    ];
    return [
      customers,
      { id: "pages", heading: t("app.pages"), find: (text) => pages.filter(matches(text)) },
      { id: "actions", heading: t("app.actions"), find: (text) => actions.filter(matches(text)) },
    ];
  }, [t, navigate, customers, mayBringIn, others, lock]);
}
