// A typed event emitter and an observable value. No DOM, so that both work in Node.

/** Stops what a subscription started. */
export type Unsubscribe = () => void;

/** Listeners by event name. */
export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): Unsubscribe;
  emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void;
}

/** A value that tells when it changed. */
export interface Observable<Value> {
  /** The value now; never changed in place. */
  get(): Value;
  /** Calls the listener after every change, not at once. */
  subscribe(listener: (value: Value) => void): Unsubscribe;
}

/** Creates an emitter. A listener that throws does not keep the others from being called. */
export function createEmitter<Events>(): Emitter<Events> {
  const listeners = new Map<keyof Events, Set<(detail: never) => void>>();
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    emit(name, detail) {
      for (const listener of [...(listeners.get(name) ?? [])]) guarded(() => listener(detail as never));
    },
  };
}

/** Creates an observable value with the function that changes it. */
export function createObservable<Value>(first: Value): Observable<Value> & { set(value: Value): void } {
  let current = first;
  const listeners = new Set<(value: Value) => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) guarded(() => listener(current));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a listener throws is its own fault: reported where uncaught errors go, the rest continues. */
function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
