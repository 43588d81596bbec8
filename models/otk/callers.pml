/* Who acts. Two processes of one caller are its second try while the first is still under way. */

/* Whoever has the link taps. */
proctype Taps() {
  byte side, n;
end:
  do :: n <= TRIES -> n++; issueRequest(OPEN, store[side].status == SENT) od
}

/* Whoever opened the form comes back or wants more time. */
proctype Again() {
  byte side, fresh, n;
end:
  do :: n < COMEBACKS -> n++; againRequest() od
}

/* The sender's session asks for read keys. */
proctype ReadKeys() {
  byte side, n;
end:
  do :: n <= TRIES -> n++; issueRequest(READ, store[side].status == SUBMITTED) od
}

proctype Open(byte who) {
  LOCALS;
  byte n;
end:
  do :: n < TRIES -> n++; redeem(OPEN, who) od
}

proctype Submit(byte who) {
  LOCALS;
  byte n;
end:
  do :: n < TRIES -> n++; if :: body = 1 :: body = 2 fi; redeem(SUBMIT, who); body = 0 od
}

proctype Read(byte who) {
  LOCALS;
  byte n;
end:
  do :: n < TRIES -> n++; redeem(READ, who) od
}

/* Time, the end of access, one fail-over. */
proctype World() {
end:
  do
  :: atomic { now < END -> now++ }
  :: atomic { !promoted -> promote() }
  :: atomic { !store[0].closed -> close(0) }
  :: atomic { promoted && !store[1].closed -> close(1) }
  od
}

#ifdef HONEST
/* A consumer who repeats what was not answered. */
proctype Consumer() {
  LOCALS;
  issueRequest(OPEN, true);
  do :: got[OPEN] -> break :: else -> redeem(OPEN, 1) od;
  body = 1;
  do :: got[SUBMIT] -> break :: else -> redeem(SUBMIT, 1) od;
  answered = true
}
#endif
