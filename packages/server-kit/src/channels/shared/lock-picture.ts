// The picture of the card in which a form's link is sent: a lock, 240 × 240, so that nobody has to fetch the link for one.

/** PNG, base64. */
export const lockPicture = [
  'iVBORw0KGgoAAAANSUhEUgAAAPAAAADwCAMAAAAJixmgAAAAM1BMVEUDY60TbbIidrcygLxCisJSlMdinsxxp9GBsdaRu9ugxOCwzuXA2OrQ4vDg7PXv9fr///8rbGRmAA',
  'ACpElEQVR42u3d4XKcIBRA4eAqMizCff+nTZvOdArdbhW15cL5fjeZPVkW0Ej68QEAAAAAAAAAAAAAAAAAAAAAAAAzOx82+bIF72bTc+3io/wm+qXX2iR/kPprNmuUt+La',
  '09g2LslfJddN8hJll9jHwJ6C7BYm/b02yQHJau/1cpDXPVttctimeO56RKkQH2p7k1RJj656g7M/NtBmti50VGxejWe/FJ9Qs7ya1qLGz/G2dy/1ah+2dbAevdk6vkhWtz',
  'rZsuD5dpSaZ/nvle1ApnR0B1XuyJKuXWY4vrSWi3ZQdX1Us3kqt2WKrp2KFWnvZrEoVrQ2ucoXXvygnJo3ONVum/LNWdLyFq/160u+mq1KgrOB+Tz2tdl6HBVO0UeHZf5x',
  '0DFR+1MTj9O3wUyn5p3sLU7qRnTFyuK0jelsRFcsLEbbmI5nX6/XNU+b0yNyOTlE/rH59MvNfmSzqn105RVeULWf9udfrVM1a4Xzt2msqtsA2/kP4Kzq9uUFU2w2a6kK/p',
  '/fg2CCCSaYYIIJJphgggkmmGCCCSaYYIIJJvjLJBdr+wnEycvlfMPJNskN2j3aY+UmdrDeRoundF9wkw9Pe7lRg78mnuRW7b3F673B7T1nGu4Nbu9JgHRvcHsPIcrNCCaY',
  'YIIJJphgggnetTG23y5+JhsGCd5+PmQ7byME/3q49sBfclEbnB8m3l+sNrh4aHzuPTjU3jjQGmxrb+5qDZ5qb/5pDb7wCwlmSDNpsSyx8WBrycUDl4cHXvwwdzwIJphggg',
  'kmmGCCCSb4omB+XUowwQQTTDDBBBNM8BvDHQEY7pDHcMd4hjuoNdxRvPEOWw53nHa8A9PjHYkf748efE9ew4VvcwprB/99KwAAAAAAAAAAAAAAAAAAAAAAAIDOfQJcBAEX',
  'p32iQQAAAABJRU5ErkJggg==',
].join('');
