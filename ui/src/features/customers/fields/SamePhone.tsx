import type { CustomerId } from "../queries";
import { Similar } from "./Similar";

interface Props {
  phone: string;
  except: CustomerId | null;
  onOpen?: () => void;
}

/** While a number is typed: who else has it. Families share a telephone. */
export function SamePhone({ phone, ...rest }: Props) {
  return <Similar typed={{ phone }} {...rest} />;
}
