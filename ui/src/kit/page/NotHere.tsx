import type { ReactNode } from "react";
import { Button } from "../actions/Button";
import { EmptyState } from "../feedback/EmptyState";
import { Page } from "./Page";

interface Props {
  icon: ReactNode;
  title: string;
  /** Why that may be. */
  children: ReactNode;
  /** Where to look instead. */
  lead: string;
  onLead: () => void;
}

/** An address that was typed, kept or sent along, of something that is not there. */
export function NotHere({ icon, title, children, lead, onLead }: Props) {
  return (
    <Page title={title}>
      <EmptyState
        icon={icon}
        title={title}
        actions={
          <Button tone="primary" onPress={onLead}>
            {lead}
          </Button>
        }
      >
        {children}
      </EmptyState>
    </Page>
  );
}
