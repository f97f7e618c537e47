import { Ban, Check } from "lucide-react";
import { useT } from "@/i18n";
import type { Channel, Consent } from "@/ipc";
import { Button, Menu } from "@/kit";
import { ChannelIcon, channels } from "@/terms";
import { Fact } from "./Fact";
import styles from "./portrait.module.css";

type Answer = "agreed" | "refused" | "unasked";
const answers: readonly Answer[] = ["agreed", "refused", "unasked"];

export const answerOf = (consent: Consent | undefined, channel: Channel): Answer => {
  if (consent?.refused?.includes(channel)) return "refused";
  return consent?.agreed?.includes(channel) ? "agreed" : "unasked";
};

export function withAnswer(consent: Consent | undefined, channel: Channel, answer: Answer): Consent {
  const others = (list: Channel[] | undefined) => (list ?? []).filter((other) => other !== channel);
  const agreed = others(consent?.agreed);
  const refused = others(consent?.refused);
  return {
    agreed: answer === "agreed" ? [...agreed, channel] : agreed,
    refused: answer === "refused" ? [...refused, channel] : refused,
  };
}

export const isAsked = (consent: Consent | undefined) =>
  (consent?.agreed?.length ?? 0) + (consent?.refused?.length ?? 0) > 0;

interface Props {
  consent: Consent | undefined;
  onChange: (consent: Consent) => void;
}

/** Over which channels this customer may be contacted: asked, yes or no, one press away. */
export function ConsentLine({ consent, onChange }: Props) {
  const t = useT();
  return (
    <Fact label={t("customers.consent.title")}>
      <ul className={styles.consent} aria-label={t("customers.consent.title")}>
        {channels.map((channel) => {
          const answer = answerOf(consent, channel);
          const words = t(`customers.consent.${answer}`);
          return (
            <li key={channel} data-answer={answer}>
              <Menu
                label={t(`terms.channel.${channel}`)}
                placement="bottom start"
                trigger={
                  <Button size="small" tone="quiet" icon={<ChannelIcon channel={channel} />}>
                    {t(`terms.channel.${channel}`)}{" "}
                    <span className={styles.answer}>
                      {answer === "refused" && <Ban aria-hidden="true" />}
                      {answer === "agreed" && <Check aria-hidden="true" />}
                      {words}
                    </span>
                  </Button>
                }
                items={answers.map((each) => ({
                  id: each,
                  label: t(`customers.consent.${each}`),
                  isChosen: each === answer,
                  onAction: () => onChange(withAnswer(consent, channel, each)),
                }))}
              />
            </li>
          );
        })}
      </ul>
    </Fact>
  );
}
