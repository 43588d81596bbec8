/**
 * Puts off making something until it is first asked for, and keeps it: schemas that few processes use cost a start nothing (benchmark P13).
 *
 * @param make makes it; runs once
 * @returns asks for it
 */
export function lazy<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
