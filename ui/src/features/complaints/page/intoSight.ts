/** A form that opens from a link at the side may lie out of sight. */
export function intoSight(form: HTMLFormElement | null) {
  form?.scrollIntoView({ block: "nearest" });
}
