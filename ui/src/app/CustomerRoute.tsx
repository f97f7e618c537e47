import { CustomerPage } from "@/features/customers/CustomerPage";
import { CustomerRewards } from "@/features/tiers/CustomerRewards";

/** A customer's page with what other rooms have to say of them. */
export function CustomerRoute() {
  return <CustomerPage aside={(customer) => <CustomerRewards customer={customer} />} />;
}
