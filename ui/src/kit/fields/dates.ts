import { later } from "../later/later";

// A calendar is a good part of the program, and no first screen shows one.
export const DateField = later(() => import("./DateField").then((dates) => dates.DateField));
export const DatePicker = later(() => import("./DateField").then((dates) => dates.DatePicker));
