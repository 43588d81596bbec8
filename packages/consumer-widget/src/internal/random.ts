// Chance that no secret depends on: spreading repetitions over time. Keys and nonces take core's `webRandom`.

/** A number from 0 to 1. */
export type Chance = () => number;

/** Chance from the platform. */
export const webChance: Chance = () => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 255;
