/* The promises by name. A mutant is judged by one of them alone, so that it is caught for the harm that it does. */
#define EVERY     0
#define ONCE      1              /* a key has at most one effective redemption, on whichever side, lost or not */
#define FENCED    2              /* a key of an older incarnation has none */
#define REPLACED  3              /* nor has one in whose place another was issued */
#define PURPOSE   4              /* nor one that is used for something else */
#define IN_TIME   5              /* nor one whose time was over when the request came; a repeat ends with its window */
#define ENDS      6              /* nor one whose conversation or session has ended; a status is left once and for good */
#define HOLDER    7              /* only the device that opened submits, only the session that sent reads */
#define COMMITTED 8              /* nothing is delivered that was not committed, and to nobody but who committed it */
#define SAME      9              /* a repeat gets the same answer */
#define KEPT      10             /* answers are in the vault before a record names them, and when they are read */

#ifndef PROPERTY
#define PROPERTY EVERY
#endif

#define HOLDS(property, claim) assert((PROPERTY != EVERY && PROPERTY != property) || (claim))
