import { Button } from "../actions/Button";
import { ProgressBar } from "../feedback/ProgressBar";
import { AfterAWhile } from "../feedback/Skeleton";
import { Dialog } from "./Dialog";

interface Props {
  title: string;
  /** None as long as nothing runs. */
  running: { done: number; total: number | null; isStopping: boolean } | undefined;
  stopLabel: string;
  onStop: () => void;
}

/** How far something has come that others wait for, once the wait is noticeable; to close it is to stop it. */
export function ProgressDialog({ title, running, stopLabel, onStop }: Props) {
  if (!running) return null;
  return (
    <AfterAWhile ms={400}>
      <Dialog
        role="alertdialog"
        size="small"
        title={title}
        isOpen
        onOpenChange={onStop}
        footer={
          <Button isPending={running.isStopping} onPress={onStop}>
            {stopLabel}
          </Button>
        }
      >
        <ProgressBar label={title} done={running.done} total={running.total} />
      </Dialog>
    </AfterAWhile>
  );
}
