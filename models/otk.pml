/* One-time keys of one invitation over a store that fails over with loss: issued, spent, repeated, replaced, fenced.
 * README.md says what stands for what in the code and what is left out; check.mjs runs this and its mutants.
 *
 *   spin -DSUBMITTING -a otk.pml && gcc -O2 -DSAFETY -DCOLLAPSE -o pan pan.c && ./pan -E -n -m100000
 *
 * -DOPENING, -DSUBMITTING, -DREADING, -DWHOLE   who takes part, and from which state on
 * -DHONEST            one consumer, nothing but lost answers: what must come to its end (ltl honest)
 * -DTRIES=n           requests of each caller
 * -DPROPERTY=…        only one of the properties of otk/properties.pml
 * -DMUTANT_…          one of the mistakes of otk/mutants.pml
 */
#ifndef TRIES
#define TRIES 2
#endif
#ifndef COMEBACKS
#define COMEBACKS TRIES
#endif
#ifndef END
#define END 2                    /* the clock stops here */
#endif
#define LIFE   1                 /* ticks a key lives */
#define WINDOW 1                 /* ticks in which a request may be repeated (60 s) */
#define FAULTS 2                 /* answers that are lost in the honest run */

/* purposes */
#define OPEN   0
#define SUBMIT 1
#define READ   2

/* callers: 1 and 2 hold the same link; whoever opens first is "the device", the other a thief, a scanner, a second browser */
#define SENDER 3                 /* the session of the agent who sent the form; 4 is any other session */

/* statuses */
#define SENT      0
#define VIEWED    1
#define SUBMITTED 2
#define ENDED     3

/* verdicts */
#define REFUSED 0
#define FRESH   1
#define REPEAT  2

#include "otk/mutants.pml"
#include "otk/properties.pml"
#include "otk/store.pml"
#include "otk/keys.pml"
#include "otk/requests.pml"
#include "otk/callers.pml"

#ifdef HONEST
init { run Consumer() }
ltl honest { <> answered }
#else
init {
  atomic {
#ifdef OPENING
    run Taps(); run Open(1); run Open(1); run Open(2); run Again();
#endif
#ifdef SUBMITTING                /* device 1 opened the form; somebody tries his key for opening as well */
    store[0].status = VIEWED; store[0].device = 1; last[SUBMIT] = 1; issue(SUBMIT, 0, 1);
    run Submit(1); run Submit(1); run Submit(2); run Open(2); run Again();
#endif
#ifdef READING                   /* and submitted it */
    store[0].status = SUBMITTED; store[0].device = 1; store[0].submission = 1; submissions = 1; vault[1] = true;
    run ReadKeys(); run Read(SENDER); run Read(SENDER); run Read(4);
#endif
#ifdef WHOLE
    run Taps(); run Open(1); run Open(2); run Again(); run Submit(1); run Submit(2); run ReadKeys(); run Read(SENDER); run Read(4);
#endif
    run World()
  }
}
#endif
