/* Issuing and judging keys: the rules of core/otk/record and what the kit asks besides. */
#define READY(r, p) ((p == OPEN && r.status == SENT) || (p == SUBMIT && r.status == VIEWED) || (p == READ && r.status == SUBMITTED))
#define GOES_ON(r, p) (!r.closed && ((p == OPEN && r.status == VIEWED) || (p == READ && r.status == SUBMITTED)))

/* A submit says nothing but that it happened, so it may be repeated whatever came after it. */
#define REPEATABLE(r, p) (p == SUBMIT || GOES_ON(r, p))
#define PROVEN(r, p, who) ((p != SUBMIT || DEVICE_PROVEN(r, who)) && (p != READ || SESSION_PROVEN(who)))

/* Puts a key in the place of the older one of its purpose; part of somebody's commit. */
inline issue(p, s, fresh) {
  if
  :: store[s].key[p].id != 0 && store[s].key[p].inc == INC(s) && store[s].key[p].id != fresh ->
     replaced[p].x[store[s].key[p].id] = true
  :: else -> skip
  fi;
#ifdef MUTANT_ISSUE_ADDS
  store[s].older[p] = store[s].key[p].id;
#endif
  store[s].key[p].id = fresh;
  store[s].key[p].inc = INC(s);
  store[s].key[p].till = now + LIFE;
  store[s].key[p].by = 0;
  store[s].key[p].at = 0;
  store[s].key[p].body = 0
}

inline spend(p, s, who, b) {
  store[s].key[p].by = who;
  store[s].key[p].at = now;
  store[s].key[p].body = b
}

/* Submit keys are derived from their generation: a random one never was before, a counted one comes again after a fail-over. */
inline newGeneration(s, fresh) {
#ifdef MUTANT_COUNTED_GENERATION
  fresh = store[s].key[SUBMIT].id + 1;
  if :: fresh > last[SUBMIT] -> last[SUBMIT] = fresh :: else -> skip fi
#else
  last[SUBMIT]++;
  fresh = last[SUBMIT]
#endif
}

/* What the caller presents: any key that was ever issued, of any purpose. Knowing keys must not be enough. */
inline present(p, kind, id) {
#ifdef HONEST
  kind = p; id = last[p]
#else
  if :: kind = p :: kind = SUBMIT fi;
  id = 1;
  do :: id < last[kind] -> id++ :: break od
#endif
}

/* Reads the record and judges the attempt. `late` is the truth about its time, whatever the server's clock says. */
inline judge(p, who, body) {
  connect(side);
  present(p, kind, id);
  seen = store[side].version;
  if
  :: IS_KEY(store[side], kind, id) && PROVEN(store[side], p, who) ->
     if
     :: store[side].key[kind].by == 0 && CLOCK < store[side].key[kind].till && FENCE_WHEN_READ(store[side].key[kind], side) &&
          FITS(store[side], kind, p) && !store[side].closed ->
        verdict = FRESH;
        fence = store[side].key[kind].inc;
        late = (now >= store[side].key[kind].till)
     :: store[side].key[kind].by != 0 && kind == p && MAY_REPEAT(store[side].key[p], who, body) && REPEATABLE(store[side], p) ->
        verdict = REPEAT;
        HOLDS(IN_TIME, now < store[side].key[p].at + WINDOW);
        repeatAnswer(p)
     :: else -> skip
     fi
  :: else -> skip
  fi
}

/* The answer of a repeat is made from what was read. */
inline repeatAnswer(p) {
  if
#ifdef MUTANT_REPEAT_ISSUES
  :: p == OPEN -> last[SUBMIT]++; answer = last[SUBMIT]
#else
  :: p == OPEN -> answer = store[side].key[SUBMIT].id
#endif
  :: p == SUBMIT -> answer = body
  :: p == READ -> answer = store[side].submission
  fi
}
