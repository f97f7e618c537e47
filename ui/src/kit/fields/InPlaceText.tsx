import styles from "./fields.module.css";
import { type InPlaceOptions, useInPlace } from "./useInPlace";

interface Props extends InPlaceOptions {
  /** For screen readers; what it is must show from where it stands. */
  label: string;
  isStrong?: boolean;
}

/** A name that is a field as soon as one is in it. Enter saves, Esc takes back. */
export function InPlaceText({ label, isStrong, ...options }: Props) {
  const { id, problem, control } = useInPlace(options);
  return (
    <div className={styles.inPlace}>
      <input {...control} aria-label={label} title={control.value} data-strong={isStrong || undefined} />
      {problem && (
        <span id={`${id}-error`} role="alert" className={styles.error}>
          {problem}
        </span>
      )}
    </div>
  );
}
