/* The records store as an old primary (0) and the replica that may take its place (1), the vault, and what really happened. */
#define IDS  (2 * TRIES + 4)     /* room for every key of a purpose that a run can issue */
#define SUBS (6 * TRIES + 2)     /* and for every submission that it can keep */
#define INC(side) ((side) + 1)   /* the incarnation of a side */

typedef Key {
  byte id;                       /* 0: none */
  byte inc;                      /* incarnation under which it was issued */
  byte till;                     /* works while now < till */
  byte by;                       /* who spent it, 0: nobody */
  byte at;                       /* when */
  byte body                      /* with which body */
}
typedef Record {
  byte version;
  byte status;
  byte device;                   /* who opened the form */
  byte submission;
  bool closed;                   /* conversation closed, transferred, agent logged out */
#ifdef MUTANT_ISSUE_ADDS
  byte older[3];
#endif
  Key key[3]
}
Record store[2];
bool promoted;                   /* the replica takes commits; the old primary still answers those who have not noticed */

byte submissions;
bool vault[SUBS];                /* sealed answers by submission */

byte now;

/* What really happened. */
byte last[3];                    /* newest key of each purpose */
typedef Ids { byte x[IDS] }
Ids winner[3];                   /* whose commit spent a key */
Ids given[3];                    /* the answer of that commit */
typedef Bits { bool x[IDS] }
Bits replaced[3];                /* keys in whose place another one was issued */
bool resumed[IDS];               /* submit keys that the device asked for later */

#ifdef HONEST
byte losses;
bool got[3];                     /* answers that the consumer has */
bool answered;
#endif

/* Each read and each commit goes to whichever side answers. */
inline connect(side) { if :: side = 0 :: promoted -> side = 1 fi }

inline close(s) {
  store[s].closed = true;
  if :: store[s].status < SUBMITTED -> store[s].status = ENDED :: else -> skip fi;
  store[s].version++
}

inline copyKey(p) {
#ifdef MUTANT_ISSUE_ADDS
  store[1].older[p] = store[0].older[p];
#endif
  store[1].key[p].id = store[0].key[p].id;
  store[1].key[p].inc = store[0].key[p].inc;
  store[1].key[p].till = store[0].key[p].till;
  store[1].key[p].by = store[0].key[p].by;
  store[1].key[p].at = store[0].key[p].at;
  store[1].key[p].body = store[0].key[p].body
}

/* Fail-over. What the old primary takes from now on is lost to the new one, as is what a lagging replica has not seen: an early copy
 * with a late promotion is the same as this with a primary that lives on. */
inline promote() {
  store[1].version = store[0].version;
  store[1].status = store[0].status;
  store[1].device = store[0].device;
  store[1].submission = store[0].submission;
  store[1].closed = store[0].closed;
  copyKey(OPEN);
  copyKey(SUBMIT);
  copyKey(READ);
  promoted = true
}
