/* What protects a key, piece by piece; each mutant takes one piece away. Those that change the order of steps are in requests.pml. */

/* The key that is presented: a purpose may be written on it, and it must be the newest of its kind. */
#ifdef MUTANT_ISSUE_ADDS         /* a new key is put beside the older one */
#define IS_KEY(r, p, i) ((i) != 0 && (r.key[p].id == (i) || r.older[p] == (i)))
#else
#define IS_KEY(r, p, i) ((i) != 0 && r.key[p].id == (i))
#endif

#ifdef MUTANT_ANY_PURPOSE        /* whoever has a key may do what keys are for */
#define FITS(r, kind, p) true
#else
#define FITS(r, kind, p) (kind == p && READY(r, p))
#endif

/* The caller: a proof by the device that opened, a proof by the session that sent. */
#ifdef MUTANT_NO_DEVICE
#define DEVICE_PROVEN(r, who) true
#else
#define DEVICE_PROVEN(r, who) (r.device == (who))
#endif

#ifdef MUTANT_NO_SESSION
#define SESSION_PROVEN(who) true
#else
#define SESSION_PROVEN(who) ((who) == SENDER)
#endif

/* The repeat: same caller, same body, in time. */
#ifdef MUTANT_ANYONE_REPEATS
#define SAME_CALLER(k, who) true
#else
#define SAME_CALLER(k, who) (k.by == (who))
#endif

#ifdef MUTANT_BODY_UNBOUND
#define SAME_BODY(k, b) true
#else
#define SAME_BODY(k, b) (k.body == (b))
#endif

#ifdef MUTANT_NO_REPEAT          /* the honest run must notice */
#define MAY_REPEAT(k, who, b) false
#else
#define MAY_REPEAT(k, who, b) (SAME_CALLER(k, who) && SAME_BODY(k, b) && CLOCK < k.at + WINDOW)
#endif

/* The time: of the server that judges. */
#ifdef MUTANT_LATE_CLOCK
#define CLOCK (now > 0 -> now - 1 : 0)
#else
#define CLOCK now
#endif

/* The fence. A process may remember an incarnation that is over, so a look at it while reading protects nobody. */
#ifdef MUTANT_FENCE_WHEN_READ
#define FENCE_WHEN_READ(k, side) (k.inc == INC(side))
#else
#define FENCE_WHEN_READ(k, side) true
#endif

#if defined(MUTANT_NO_FENCE) || defined(MUTANT_FENCE_WHEN_READ)
#define FENCE(inc, side) true
#else
#define FENCE(inc, side) ((inc) == INC(side))
#endif

/* The expectation of the commit. */
#if defined(MUTANT_READ_THEN_WRITE)
#define UNMOVED(r, seen) true
#elif defined(MUTANT_CLOSE_UNSEEN) /* the invitation is expected not to have moved, its conversation is not */
#define UNMOVED(r, seen) (r.closed || r.version == (seen))
#else
#define UNMOVED(r, seen) (r.version == (seen))
#endif
