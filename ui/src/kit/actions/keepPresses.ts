/** How far a hand that holds still may slip, in pixels. */
const slip = 6;

/**
 * A press counts where it went down. To press a button is to leave a field, which may take an error away or show what
 * the figure comes to; the button moves off under the pointer, and a browser would take this for a change of mind.
 */
export function keepPresses() {
  let down: { button: HTMLElement; x: number; y: number } | undefined;
  const press = ({ target, clientX: x, clientY: y, isPrimary, button: which }: PointerEvent) => {
    const button = target instanceof Element && target.closest<HTMLElement>("button, [role=button]");
    down = button && isPrimary && which === 0 ? { button, x, y } : undefined;
  };
  const lift = ({ clientX: x, clientY: y }: PointerEvent) => {
    const pressed = down;
    down = undefined;
    if (!pressed || Math.hypot(x - pressed.x, y - pressed.y) > slip) return;
    const { left, right, top, bottom } = pressed.button.getBoundingClientRect();
    // It may be covered by what it has opened, but it is where it was.
    if (x >= left && x <= right && y >= top && y <= bottom) return;
    // When everybody else has seen that the pointer is up. A button that is disabled or gone hears nothing.
    setTimeout(() => pressed.button.click());
  };
  addEventListener("pointerdown", press, true);
  addEventListener("pointerup", lift, true);
}
