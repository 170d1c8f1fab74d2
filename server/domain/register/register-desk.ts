import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import { orderedId } from '../../lib/ordered-id.ts';
import { createPacer } from '../../lib/pacer.ts';
import { importRegister, type ReadOutcome, type RegisterFile } from './import-register.ts';
import type { RegisterStore } from './register-store.ts';

/** A file of a small town is read by then, and nobody sees a page that waits. */
const PATIENCE_MS = 800;
/** So many files are remembered with how they ended. */
const MOST_REMEMBERED = 20;

/** Where a file lies between its upload and its reading; nobody else can read it there. */
export interface RegisterSpool {
  /** @returns bytes; undefined when there are more than `mostBytes` (nothing is kept then) */
  keep(
    id: string,
    content: AsyncIterable<Uint8Array>,
    mostBytes: number,
  ): Promise<number | undefined>;
  read(id: string): AsyncIterable<Uint8Array>;
  remove(id: string): Promise<void>;
}

/** How far a file is. */
export interface RegisterReading {
  readonly id: string;
  readonly fileName: string;
  readonly extractedOn: string;
  readonly rows: number;
  /** Of its bytes, in whole percent. */
  readonly percent: number;
  /** Absent while it is read; `failed`: it broke off through no fault of the file. */
  readonly outcome?: ReadOutcome | { readonly result: 'failed' };
}

type About = Pick<RegisterFile, 'fileName' | 'extractedOn' | 'mapping' | 'importedBy'>;

export interface RegisterDesk {
  /**
   * Keeps the file and reads it in the background, after those before it.
   * @returns how far it is after a moment; undefined when it is larger than `mostBytes`
   */
  take(
    about: About,
    content: AsyncIterable<Uint8Array>,
    mostBytes: number,
  ): Promise<RegisterReading | undefined>;
  /** Of this process: a file that it does not know was read by another, or broke off. */
  readingOf(id: string): RegisterReading | undefined;
  /** Those that are not read to their end. */
  underWay(): readonly RegisterReading[];
  close(): Promise<void>;
}

class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Reads extracts of the register, one after the other, while people go on with other things. */
export function createRegisterDesk(deps: {
  readonly register: RegisterStore;
  readonly spool: RegisterSpool;
  readonly clock: Clock;
  /** Read to its end, for the log. */
  onRead(outcome: ReadOutcome, importedBy: string): Promise<void>;
  onError(error: unknown, importId: string): void;
}): RegisterDesk {
  const { register, spool, clock, onRead, onError } = deps;
  const readings = new Map<string, RegisterReading>();
  const pace = createPacer();
  let stopping = false;
  let queue: Promise<void> = Promise.resolve();

  const rest = async () => {
    if (stopping) throw new Stopped();
    await pace();
  };

  function change(id: string, more: Partial<RegisterReading>): void {
    const before = readings.get(id);
    if (before) readings.set(id, { ...before, ...more });
  }

  function remember(reading: RegisterReading): void {
    readings.set(reading.id, reading);
    const ended = [...readings.values()].filter(({ outcome }) => outcome !== undefined);
    for (const { id } of ended.slice(0, -MOST_REMEMBERED)) readings.delete(id);
  }

  async function* watched(id: string, bytes: number) {
    let read = 0;
    for await (const part of spool.read(id)) {
      read += part.length;
      change(id, { percent: Math.floor((read / Math.max(1, bytes)) * 100) });
      yield part;
    }
  }

  async function carryOut(id: string, about: About, bytes: number): Promise<void> {
    try {
      const content = watched(id, bytes);
      const onRows = (rows: number) => change(id, { rows });
      const file = { ...about, id, content, onRows, at: clock.now() };
      const outcome = await importRegister(register, file, rest);
      await onRead(outcome, about.importedBy);
      change(id, { outcome });
    } catch (error) {
      if (!(error instanceof Stopped)) onError(error, id);
      change(id, { outcome: { result: 'failed' } });
    } finally {
      await spool.remove(id);
    }
  }

  return {
    async take(about, content, mostBytes) {
      const id = orderedId(clock.now());
      const bytes = await spool.keep(id, content, mostBytes);
      if (bytes === undefined) return undefined;
      const { fileName, extractedOn } = about;
      remember({ id, fileName, extractedOn, rows: 0, percent: 0 });
      const mine = queue.then(() => carryOut(id, about, bytes));
      queue = mine;
      await Promise.race([mine, sleep(PATIENCE_MS, undefined, { ref: false })]);
      return readings.get(id);
    },
    readingOf: (id) => readings.get(id),
    underWay: () => [...readings.values()].filter(({ outcome }) => outcome === undefined),
    async close() {
      stopping = true;
      await queue;
    },
  };
}
