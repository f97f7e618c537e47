import { TierBlock } from "./levels/TierBlock";
import { PointsBlock } from "./points/PointsBlock";
import type { CustomerId } from "./queries";
import { VouchersBlock } from "./vouchers/VouchersBlock";

/** What a customer holds, for their page. */
export function CustomerRewards({ customer }: { customer: CustomerId }) {
  return (
    <>
      <TierBlock customer={customer} />
      <PointsBlock customer={customer} />
      <VouchersBlock customer={customer} />
    </>
  );
}
