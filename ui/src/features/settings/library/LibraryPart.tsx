import { OwnFields } from "./OwnFields";
import { PreferenceLibrary } from "./PreferenceLibrary";

/** What the shop defines for itself. */
export function LibraryPart() {
  return (
    <>
      <PreferenceLibrary />
      <OwnFields />
    </>
  );
}
