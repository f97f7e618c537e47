import { useMutation } from "@tanstack/react-query";
import { HardDriveDownload } from "lucide-react";
import { useT } from "@/i18n";
import { type Trouble, vault } from "@/ipc";
import { Button, ErrorNotice } from "@/kit";

/** One more copy at once, and what went wrong with the last. */
export function MakeNow({ trouble }: { trouble: Trouble | null }) {
  const t = useT();
  const make = useMutation({ mutationFn: vault.makeNow });
  // The file says what the last try came to, whoever made it.
  const problem = trouble ? { error: { kind: "backupFailed", trouble } } : make.error;
  return (
    <>
      {problem && <ErrorNotice error={problem} />}
      <div>
        <Button
          icon={<HardDriveDownload aria-hidden="true" />}
          isPending={make.isPending}
          onPress={() => make.mutate()}
        >
          {t("settings.backups.makeNow")}
        </Button>
      </div>
    </>
  );
}
