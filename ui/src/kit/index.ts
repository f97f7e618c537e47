export { Button, type ButtonProps, type ButtonTone } from "./actions/Button";
export { copyText } from "./actions/copyText";
export { IconButton, type IconButtonProps } from "./actions/IconButton";
export { keepPresses } from "./actions/keepPresses";
export { Tooltip } from "./actions/Tooltip";
export { Badge, Chip, type ChipTone } from "./feedback/Chip";
export { EmptyState } from "./feedback/EmptyState";
export { ErrorNotice } from "./feedback/ErrorNotice";
export { offerUndo, toastProblem } from "./feedback/offerUndo";
export { ProgressBar } from "./feedback/ProgressBar";
export { fieldProblem, type Problem, problemOf, problemWords } from "./feedback/problem";
export { AfterAWhile, Skeleton, SkeletonLine } from "./feedback/Skeleton";
export { ToastRegion } from "./feedback/ToastRegion";
export { type ToastContent, toast } from "./feedback/toasts";
export { useWorded } from "./feedback/worded";
export { AmountField } from "./fields/AmountField";
export { Checkbox, type RadioChoice, RadioGroup, SegmentedControl, Switch } from "./fields/Choices";
export { DateField, DatePicker } from "./fields/dates";
export { InPlaceText } from "./fields/InPlaceText";
export { NumberField } from "./fields/NumberField";
export { type Offer, Offers } from "./fields/Offers";
export { Picker, type PickerOption } from "./fields/Picker";
export { SearchField } from "./fields/SearchField";
export { ComboBox, type Option, Select } from "./fields/Select";
export { TagField } from "./fields/TagField";
export { TextArea, TextField, type TextFieldProps } from "./fields/TextField";
export { TimeField } from "./fields/TimeField";
export { type InPlaceOptions, useInPlace } from "./fields/useInPlace";
export { useFileDrop } from "./files/useFileDrop";
export { useSight } from "./files/useSight";
export { isComposing } from "./keys/ime";
export { KeyHint } from "./keys/KeyHint";
export type { Shortcut } from "./keys/registry";
export { ShortcutLayer, ShortcutSheet, ShortcutsProvider, useShortcut } from "./keys/Shortcuts";
export { later } from "./later/later";
export { useFirstFew } from "./later/useFirstFew";
export {
  type Column,
  forgetPlace,
  type ListSelection,
  VirtualList,
  type VirtualListHandle,
  type VirtualListProps,
} from "./list/VirtualList";
export {
  currentLook,
  type Density,
  type Look,
  setLook,
  stepZoom,
  type Theme,
  useLook,
  useRowHeight,
  zoomSteps,
} from "./look/look";
export { ConfirmDialog } from "./overlays/ConfirmDialog";
export { Dialog, type DialogProps } from "./overlays/Dialog";
export { Menu, type MenuItem } from "./overlays/Menu";
export { Popover } from "./overlays/Popover";
export { ProgressDialog } from "./overlays/ProgressDialog";
export { SidePanel } from "./overlays/SidePanel";
export { type TabItem, Tabs } from "./overlays/Tabs";
export { NotHere } from "./page/NotHere";
export { Page, PageCornerProvider, PageCountProvider } from "./page/Page";
export { type CommandItem, CommandPalette, type CommandSource } from "./palette/CommandPalette";
export { Printed } from "./print/Printed";
export {
  Phone,
  type PhoneNumber,
  PhonePrivacyProvider,
  Private,
  togglePhones,
  usePhone,
  usePhonesMasked,
  usePhonesShown,
  usePrivate,
} from "./privacy/Phone";
export { ShowPhones, showPhonesKeys } from "./privacy/ShowPhones";
export { numberText, readFen, readNumber, readSignedFen } from "./words/amount";
export {
  dayOf,
  daysBetween,
  formatBytes,
  formatDay,
  formatInstant,
  formatMoney,
  formatNumber,
  formatRelativeDay,
  type InstantStyle,
} from "./words/format";
export { momentOn } from "./words/moments";
export { Sentence } from "./words/Sentence";
export {
  Count,
  Day,
  Instant,
  Money,
  RelativeDay,
  type ShopTime,
  ShopTimeProvider,
  useShopTime,
} from "./words/Words";
