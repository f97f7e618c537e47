import { useCanGoBack, useNavigate, useRouter } from "@tanstack/react-router";
import { useShortcut } from "@/kit";

/** Escape leads back to where somebody came from; who came from nowhere goes to the list. */
export function useBack(to: "/customers" | "/complaints", label: string, group: string) {
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  useShortcut({
    keys: "escape",
    label,
    group,
    run: () => (canGoBack ? router.history.back() : void navigate({ to })),
  });
}
