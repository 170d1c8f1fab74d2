import type { Connection } from './connection.ts';
import { failureKind } from './storage-failure.ts';

/** How a driver speaks of transactions. */
export interface Transactions {
  /** Takes the write lock; may wait, must not block the process. */
  begin(): Connection | Promise<Connection>;
  commit(): unknown;
  rollback(): unknown;
  savepoint(): unknown;
  release(): unknown;
  rollbackToSavepoint(): unknown;
}

interface Job {
  readonly work: (connection: Connection) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** As many as share one commit at most, so that the process breathes in between. */
const BATCH = 64;

/**
 * One writer at a time, with group commit: writes that wait together run one after the other inside
 * one transaction, each in its own savepoint, so that a failing one leaves the others alone. Every
 * promise settles after the commit, refusals too: they may rest on what a neighbour wrote.
 */
export class WriteQueue {
  readonly #transactions: Transactions;
  readonly #onFailure: (error: unknown) => unknown;
  #jobs: Job[] = [];
  #running = false;
  #idle: (() => void)[] = [];

  /** `onFailure` hears of failures of the database and gives the error that callers get. */
  constructor(transactions: Transactions, onFailure: (error: unknown) => unknown) {
    this.#transactions = transactions;
    this.#onFailure = onFailure;
  }

  add<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push({ work, resolve: resolve as Job['resolve'], reject });
      if (this.#running) return;
      this.#running = true;
      // After this turn's input: requests that arrived together are then committed together.
      setImmediate(() => void this.#run());
    });
  }

  /** When nothing is waiting any more. */
  async drained(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #run(): Promise<void> {
    while (this.#jobs.length > 0) {
      const batch = this.#jobs.splice(0, BATCH);
      try {
        if (batch.length === 1) await this.#commitAlone(batch[0] as Job);
        else await this.#commitTogether(batch);
      } catch (error) {
        const answer = this.#onFailure(error);
        for (const job of batch) job.reject(answer);
      }
      if (this.#jobs.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#running = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #commitAlone(job: Job): Promise<void> {
    const connection = await this.#transactions.begin();
    let value: unknown;
    try {
      value = await job.work(connection);
      await this.#transactions.commit();
    } catch (error) {
      await this.#transactions.rollback();
      if (failureKind(error) !== undefined) throw error;
      job.reject(error);
      return;
    }
    job.resolve(value);
  }

  async #commitTogether(batch: readonly Job[]): Promise<void> {
    const connection = await this.#transactions.begin();
    const settled: (() => void)[] = [];
    try {
      for (const job of batch) settled.push(await this.#runInSavepoint(job, connection));
      await this.#transactions.commit();
    } catch (error) {
      await this.#transactions.rollback();
      throw error;
    }
    for (const settle of settled) settle();
  }

  /** Gives what to tell the caller after the commit; throws when the database itself failed. */
  async #runInSavepoint(job: Job, connection: Connection): Promise<() => void> {
    const { savepoint, release, rollbackToSavepoint } = this.#transactions;
    await savepoint();
    try {
      const value = await job.work(connection);
      await release();
      return () => job.resolve(value);
    } catch (error) {
      if (failureKind(error) !== undefined) throw error;
      await rollbackToSavepoint();
      return () => job.reject(error);
    }
  }
}
