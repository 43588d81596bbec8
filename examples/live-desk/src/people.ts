// Who works at Juniper's desk. Plain data: the desk's page shows it to whoever plays the demo.

/** Name by which somebody signs in. */
export type PersonName = 'maya' | 'tom' | 'nora' | 'ada';

/** Somebody at the desk. */
export interface Person {
  readonly name: PersonName;
  readonly displayName: string;
  readonly role: 'agent' | 'manager' | 'admin';
  /** Name of a profile, for more than the role has by itself. */
  readonly profile?: string;
}

/** Everybody. */
export const people: readonly Person[] = [
  { name: 'maya', displayName: 'Maya Lind', role: 'agent' },
  { name: 'tom', displayName: 'Tom Okafor', role: 'agent' },
  { name: 'nora', displayName: 'Nora Keller', role: 'manager', profile: 'head-of-desk' },
  { name: 'ada', displayName: 'Ada Brandt', role: 'admin' },
];

/** Everybody's password: this is a demo on your own machine. It is as good as the policy asks. */
export const PASSWORD = 'juniper-desk-2026';
