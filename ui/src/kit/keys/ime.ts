interface KeyLike {
  isComposing?: boolean;
  keyCode: number;
  nativeEvent?: { isComposing?: boolean };
}

/**
 * Whether a key press belongs to an input method that is still choosing a word. WebKit ends the composition before
 * it sends the Enter that ended it; such a key press still carries the code 229.
 */
export function isComposing(event: KeyLike): boolean {
  return event.isComposing === true || event.nativeEvent?.isComposing === true || event.keyCode === 229;
}
