import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import styles from "./overlays.module.css";

export interface TabItem<V extends string> {
  id: V;
  label: ReactNode;
  content: ReactNode;
}

interface Props<V extends string> {
  label: string;
  tabs: readonly TabItem<V>[];
  selected?: V;
  onSelect?: (id: V) => void;
}

export function Tabs<V extends string>({ label, tabs, selected, onSelect }: Props<V>) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect?.(key as V)}
      className={styles.tabs}
    >
      <TabList aria-label={label} className={styles.tabList}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.tabPanel}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
