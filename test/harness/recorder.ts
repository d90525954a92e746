/**
 * Counts what a program does to its fakes, on a virtual clock: time stands still while the program can run, and jumps
 * to the next due answer when it waits. So `elapsed` is the number of waits in a row, the same on every machine.
 * Knows no library; fakes call it.
 */

export interface Effect {
  readonly label: string;
  readonly args: readonly unknown[];
}

export interface EffectOptions {
  /** Virtual time until the answer; 1 when left out. */
  readonly latency?: number;
  /** Size of what is handed over in one piece; the largest is kept. */
  readonly bytes?: number;
}

export interface Trace {
  /** In the order they started. */
  readonly effects: readonly Effect[];
  readonly counts: Readonly<Record<string, number>>;
  /** The most effects that were under way at once, over all labels. */
  readonly maxOverlap: number;
  /** Virtual time until the last answer: with latency 1, the number of round trips in a row. */
  readonly elapsed: number;
  /** Virtual time during which the thread stood still. */
  readonly blocked: number;
  /** The largest piece handed over at once, in bytes. */
  readonly largest: number;
}

export interface Recorder {
  /** Starts work now, answers after its latency; `result` runs when the answer is due and may throw. */
  perform<T>(label: string, args: readonly unknown[], result: () => T, options?: EffectOptions): Promise<T>;
  /** Work that holds the thread until it is done. */
  performSync<T>(label: string, args: readonly unknown[], result: () => T, options?: EffectOptions): T;
  /** Waits on the virtual clock without counting as work. */
  sleep(time: number): Promise<void>;
  trace(): Trace;
}

/** A program that does more than this against its fakes has run away. */
const MOST_EFFECTS = 100_000;

export function createRecorder(): Recorder {
  const effects: Effect[] = [];
  const counts: Record<string, number> = {};
  const waiting: { readonly due: number; readonly settle: () => void }[] = [];
  let now = 0;
  let running = 0;
  let maxOverlap = 0;
  let blocked = 0;
  let largest = 0;
  let pumping = false;

  function begin(label: string, args: readonly unknown[], bytes: number): void {
    if (effects.length >= MOST_EFFECTS) throw new Error(`the program did more than ${MOST_EFFECTS} effects, the last one ${label}; does its loop end?`);
    effects.push({ label, args: snapshot(args) });
    counts[label] = (counts[label] ?? 0) + 1;
    largest = Math.max(largest, bytes);
  }

  function at(due: number, settle: () => void): void {
    waiting.push({ due, settle });
    if (pumping) return;
    pumping = true;
    setImmediate(pump);
  }

  /** An immediate runs after all promise callbacks, so everything that could go on without an answer has gone on. */
  function pump(): void {
    const next = Math.min(...waiting.map(({ due }) => due));
    now = Math.max(now, next);
    const due = waiting.filter((entry) => entry.due <= now);
    for (const entry of due) waiting.splice(waiting.indexOf(entry), 1);
    for (const entry of due) entry.settle();
    if (waiting.length > 0) setImmediate(pump);
    else pumping = false;
  }

  return {
    perform(label, args, result, { latency = 1, bytes = 0 } = {}) {
      begin(label, args, bytes);
      running++;
      maxOverlap = Math.max(maxOverlap, running);
      return new Promise((resolve, reject) => {
        at(now + latency, () => {
          running--;
          try {
            resolve(result());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
    },
    performSync(label, args, result, { latency = 1, bytes = 0 } = {}) {
      begin(label, args, bytes);
      maxOverlap = Math.max(maxOverlap, running + 1);
      now += latency;
      blocked += latency;
      return result();
    },
    sleep(time) {
      return new Promise((resolve) => at(now + time, resolve));
    },
    trace: () => ({ effects: [...effects], counts: { ...counts }, maxOverlap, elapsed: now, blocked, largest }),
  };
}

/** Arguments as they were when the effect started: programs reuse and change their objects. */
function snapshot(args: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(args, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : typeof value === 'function' ? '[function]' : value))) as unknown[];
}
