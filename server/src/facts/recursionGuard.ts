/**
 * Memoised functions that may call each other in circles. A circle yields the fallback inside; what was computed on the way
 * through an unfinished circle is not kept, so that answers do not depend on the order of questions.
 */
export interface RecursionGuard {
  memoise<T>(fallback: T, compute: (key: number) => T): (key: number) => T;
}

/** Deeper nesting than any program a person wrote; bounds the stack. */
const DEEPEST = 200;
/** Evaluations for one outermost question; bounds what an entangled circle may cost. */
const MOST_STEPS = 20_000;

export function createRecursionGuard(): RecursionGuard {
  let depth = 0;
  let steps = 0;
  /** The outermost unfinished computation that the current one has met. */
  let met = Infinity;

  return {
    memoise(fallback, compute) {
      type Value = ReturnType<typeof compute>;
      const done = new Map<number, Value>();
      const unfinished = new Map<number, number>();
      return (key) => {
        if (done.has(key)) return done.get(key) as Value;
        const started = unfinished.get(key);
        if (started !== undefined) {
          met = Math.min(met, started);
          return fallback;
        }
        if (depth === 0) steps = 0;
        if (depth >= DEEPEST || steps++ >= MOST_STEPS) {
          met = 0;
          return fallback;
        }
        const before = met;
        const own = depth++;
        met = Infinity;
        unfinished.set(key, own);
        try {
          const value = compute(key);
          const complete = met >= own;
          if (complete) done.set(key, value);
          met = complete ? before : Math.min(before, met);
          return value;
        } finally {
          unfinished.delete(key);
          depth = own;
        }
      };
    },
  };
}
