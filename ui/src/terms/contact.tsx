import {
  Gift,
  Mail,
  MessageCircle,
  MessageSquareText,
  MessagesSquare,
  Phone,
  StickyNote,
  Store,
  Users,
} from "lucide-react";
import type { Channel, InteractionKind } from "@/ipc";

export const interactionKinds: readonly InteractionKind[] = [
  "call",
  "message",
  "visit",
  "deep_talk",
  "gift",
  "note",
];
export const channels: readonly Channel[] = ["phone", "wechat", "sms", "email", "in_person"];

const kindIcons: Record<InteractionKind, typeof Phone> = {
  call: Phone,
  message: MessageCircle,
  visit: Store,
  deep_talk: MessagesSquare,
  gift: Gift,
  note: StickyNote,
};

const channelIcons: Record<Channel, typeof Phone> = {
  phone: Phone,
  wechat: MessageCircle,
  sms: MessageSquareText,
  email: Mail,
  in_person: Users,
};

/** The channel a kind of contact usually takes; nothing is decided by it, it only fills the field. */
export const usualChannel: Record<InteractionKind, Channel | null> = {
  call: "phone",
  message: "wechat",
  visit: "in_person",
  deep_talk: "in_person",
  gift: "in_person",
  note: null,
};

export function InteractionIcon({ kind }: { kind: InteractionKind }) {
  const Icon = kindIcons[kind];
  return <Icon aria-hidden="true" />;
}

export function ChannelIcon({ channel }: { channel: Channel }) {
  const Icon = channelIcons[channel];
  return <Icon aria-hidden="true" />;
}
