/* Requests: read and judge, then one commit, then the answer. Between the steps anything may happen, the end of the process too. */
#define LOCALS byte side, kind, id, seen, verdict, fence, answer, submission, fresh, body; bool late, done

inline forget() {
  side = 0; kind = 0; id = 0; seen = 0; verdict = REFUSED; fence = 0; answer = 0; submission = 0; fresh = 0; late = 0; done = 0
}

/* The effect, in the same commit as spending the key. */
inline effect(p, who) {
  if
  :: p == OPEN ->
     store[side].status = VIEWED;
     store[side].device = who;
     newGeneration(side, fresh);
     issue(SUBMIT, side, fresh);
     answer = fresh
  :: p == SUBMIT ->
     store[side].status = SUBMITTED;
     store[side].submission = submission;
     answer = body
  :: p == READ -> answer = store[side].submission
  fi
}

/* The one commit of a redemption: expectation, fence, effect and key. */
inline commit(p, who) {
  connect(side);
  if
  :: UNMOVED(store[side], seen) && FENCE(fence, side) ->
     HOLDS(ONCE, winner[kind].x[id] == 0);
     HOLDS(FENCED, store[side].key[kind].inc == INC(side));
     HOLDS(REPLACED, !replaced[kind].x[id]);
     HOLDS(PURPOSE, kind == p);
     HOLDS(IN_TIME, !late);
     HOLDS(ENDS, !store[side].closed && READY(store[side], p));
     HOLDS(HOLDER, (p != SUBMIT || store[side].device == who) && (p != READ || who == SENDER));
     HOLDS(KEPT, p != SUBMIT || vault[submission]);
     winner[kind].x[id] = who;
#ifndef MUTANT_SPEND_AFTER_DELIVER
     spend(kind, side, who, body);
#endif
     effect(p, who);
     given[kind].x[id] = answer;
     store[side].version++;
     done = true
  :: else -> skip
  fi
}

/* The answer. One that is lost, by a crash after the commit or on its way, is one that nobody looks at: it changes nothing here. */
inline deliver(p, who) {
  if
  :: HOLDS(COMMITTED, winner[kind].x[id] == who);
     HOLDS(SAME, given[kind].x[id] == answer || (p == OPEN && resumed[answer]));
     HOLDS(KEPT, p != READ || vault[answer])
#ifdef HONEST
     ; got[p] = true
  :: losses < FAULTS -> losses++
#endif
  fi
}

/* Sealed answers are kept first, under an id of their own; only the commit makes them reachable. */
inline keep(p) {
  if
#ifdef MUTANT_ANSWERS_AFTER_COMMIT
  :: p == SUBMIT -> submissions++; submission = submissions
#else
  :: p == SUBMIT -> submissions++; submission = submissions; vault[submission] = true
#endif
  :: else -> skip
  fi
}

/* A request that spends a key. */
inline redeem(p, who) {
  atomic {
    judge(p, who, body);
    if
    :: verdict == FRESH -> keep(p)
    :: verdict == REPEAT -> deliver(p, who); forget()
    :: verdict == REFUSED -> forget()
    fi
  };
  if
  :: verdict == FRESH ->
#ifdef MUTANT_DELIVER_BEFORE_COMMIT
     atomic { answer = (p == SUBMIT -> body : store[side].submission); deliver(p, who) };
#endif
     atomic {
       commit(p, who);
       if
       :: done -> deliver(p, who)
       :: else -> vault[submission] = false    /* whoever lost the race removes what it kept */
       fi;
#if !defined(MUTANT_SPEND_AFTER_DELIVER) && !defined(MUTANT_ANSWERS_AFTER_COMMIT)
       forget()
#endif
     }
#ifdef MUTANT_SPEND_AFTER_DELIVER
     ; atomic { if :: done -> spend(kind, side, who, body); store[side].version++ :: else -> skip fi; forget() }
#endif
#ifdef MUTANT_ANSWERS_AFTER_COMMIT
     ; atomic { if :: done && p == SUBMIT -> vault[submission] = true :: else -> skip fi; forget() }
#endif
  :: else -> skip
  fi
}

/* A request that issues an open or a read key. Reading and committing count as one step: a lost race has no effect. */
inline issueRequest(p, ready) {
  atomic {
    connect(side);
    if
    :: ready && !store[side].closed -> last[p]++; issue(p, side, last[p]); store[side].version++
    :: else -> skip
    fi;
    side = 0
  }
}

/* The device comes back, or asks for more time. */
inline againRequest() {
  atomic {
    connect(side);
    if
    :: store[side].status == VIEWED && !store[side].closed && now < store[side].key[SUBMIT].till ->
       if
       :: newGeneration(side, fresh)                                   /* resume */
#ifdef MUTANT_EXTEND_REVIVES
       :: fresh = store[side].key[SUBMIT].id                           /* extend */
#else
       :: store[side].key[SUBMIT].inc == INC(side) -> fresh = store[side].key[SUBMIT].id
#endif
       fi;
       issue(SUBMIT, side, fresh);
       resumed[fresh] = true;
       store[side].version++
    :: else -> skip
    fi;
    side = 0;
    fresh = 0
  }
}
