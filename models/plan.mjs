// What check.mjs runs, as data: the scenarios of the model, and its mutants with the promise that each one must break.

/**
 * @typedef {object} Scenario
 * @property {string} name for people
 * @property {string[]} defines macros of otk.pml
 * @property {boolean} [isSmall] is searched in less time than an optimising compiler takes
 * @property {boolean} [isLive] checks `ltl honest` instead of the assertions
 * @property {number} [bitstate] log2 of the bits of a bit-state search, for what is too large to be remembered whole
 */

/** @typedef {Scenario & { breaks: string }} Mutant a scenario with a mistake; `breaks` is the property that must notice */

/** @param {string} name @param {number} tries @returns {Scenario} */
const scenario = (name, tries) => ({ name: `${name.toLowerCase()}, ${tries} each`, defines: [name, `TRIES=${tries}`] });

/** @type {Scenario} */
const honest = { name: 'an honest consumer', defines: ['HONEST', 'TRIES=1'], isLive: true };

/** @type {Scenario[]} */
export const everyRun = [
  scenario('OPENING', 1),
  scenario('SUBMITTING', 1),
  { ...scenario('READING', 1), isSmall: true },
  honest,
];

/** @type {Scenario[]} */
export const longRun = [
  ...everyRun,
  scenario('READING', 2),
  { ...scenario('OPENING', 2), bitstate: 31 },
  { ...scenario('SUBMITTING', 2), bitstate: 31 },
  { ...scenario('WHOLE', 1), bitstate: 31 },
];

/** @param {string} name @param {string} where @param {string} breaks @param {string[]} more @returns {Mutant} */
const mutant = (name, where, breaks, ...more) => ({
  name: name.toLowerCase().replaceAll('_', ' '),
  defines: [where, 'TRIES=1', `PROPERTY=${breaks}`, `MUTANT_${name}`, ...more],
  breaks,
});

/** @type {Mutant[]} */
export const mutants = [
  mutant('READ_THEN_WRITE', 'OPENING', 'ONCE'),
  mutant('NO_FENCE', 'OPENING', 'ONCE'),
  mutant('FENCE_WHEN_READ', 'SUBMITTING', 'ONCE'),
  mutant('COUNTED_GENERATION', 'SUBMITTING', 'ONCE', 'COMEBACKS=2'),
  mutant('EXTEND_REVIVES', 'SUBMITTING', 'ONCE'),
  mutant('SPEND_AFTER_DELIVER', 'READING', 'ONCE'),
  mutant('DELIVER_BEFORE_COMMIT', 'READING', 'COMMITTED'),
  mutant('ANYONE_REPEATS', 'OPENING', 'COMMITTED'),
  mutant('BODY_UNBOUND', 'SUBMITTING', 'SAME'),
  mutant('REPEAT_ISSUES', 'OPENING', 'SAME'),
  mutant('ISSUE_ADDS', 'OPENING', 'REPLACED'),
  mutant('ANY_PURPOSE', 'SUBMITTING', 'PURPOSE'),
  mutant('NO_DEVICE', 'SUBMITTING', 'HOLDER'),
  mutant('NO_SESSION', 'READING', 'HOLDER'),
  mutant('LATE_CLOCK', 'SUBMITTING', 'IN_TIME'),
  mutant('CLOSE_UNSEEN', 'SUBMITTING', 'ENDS'),
  mutant('ANSWERS_AFTER_COMMIT', 'SUBMITTING', 'KEPT'),
  { ...honest, name: 'no repeat', defines: [...honest.defines, 'MUTANT_NO_REPEAT'], breaks: 'honest' },
];
