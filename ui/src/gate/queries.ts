import { useQuery } from "@tanstack/react-query";
import { type GateView, gate, gateKey, provide, type Right } from "@/ipc";

/** How the shop stands to whoever sits here. While its file is busy with itself, that is asked again soon. */
export const gateStatus = () => ({
  ...provide(["settings"], gateKey, gate.status),
  refetchInterval: ({ state }: { state: { data?: GateView } }) =>
    state.data?.error?.kind === "busy" ? 500 : (false as const),
});

export const useGate = (): GateView | undefined => useQuery(gateStatus()).data;

/** Whether whoever sits here may do something. Rust decides; this only spares people a refusal. */
export const useMay = (right: Right): boolean => useGate()?.rights.includes(right) ?? true;
