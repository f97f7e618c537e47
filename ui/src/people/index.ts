// Choosing one customer by name, initials or digits, wherever one is asked for.
export { ChooseCustomer, type ChooseProps, searched } from "./ChooseCustomer";
