// Time as an argument. Rules and services take a `Clock`; only browser edges and defaults use `systemClock`.

/** Gives the current instant in epoch milliseconds. */
export type Clock = () => number;

/** The machine's clock, in epoch milliseconds. */
export const systemClock: Clock = () => Date.now();
