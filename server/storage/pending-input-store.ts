import { eq, sql } from 'drizzle-orm';
import type { Draft } from '../domain/applications/application.ts';
import type { DraftStore } from '../domain/applications/application-store.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { change, type Driver } from './connection.ts';
import { type DraftReader, sealPending } from './draft-rows.ts';
import { isKept } from './kept-drafts.ts';

type Waiting = Parameters<DraftStore['keepPendingSoon']>[0];

/** More forms than come back within some seconds of a rush; what is beyond them is not kept. */
const MOST = 1000;
/** In one commit; sealing them holds nobody up for long. */
const PORTION = 50;

/**
 * What came back with errors and was not written yet: nearly everybody mends it within a minute, and
 * a commit for each of them would make a page with errors as expensive as a good one.
 */
export class WaitingInput {
  #forms = new Map<string, Waiting>();

  add(form: Waiting): void {
    if (this.#forms.size < MOST || this.#forms.has(form.id)) this.#forms.set(form.id, form);
  }

  of(id: string, revision: number): Draft['pending'] | undefined {
    const form = this.#forms.get(id);
    return form?.revision === revision ? form.pending : undefined;
  }

  drop(id: string): void {
    this.#forms.delete(id);
  }

  /** The oldest; they are waiting on until `settle` says that they are written. */
  portion(): readonly Waiting[] {
    return [...this.#forms.values()].slice(0, PORTION);
  }

  settle(written: readonly Waiting[]): void {
    for (const form of written) {
      if (this.#forms.get(form.id) === form) this.#forms.delete(form.id);
    }
  }
}

const { placeholder } = sql;

const keepOf = change('draft_keep_refused', (db, { drafts }) =>
  db
    .update(drafts)
    .set({
      pending: sql`${placeholder('pending')}`,
      pendingNumbers: sql`${placeholder('pendingNumbers')}`,
      locale: sql`${placeholder('locale')}`,
    })
    .where(
      isKept(
        drafts,
        eq(drafts.id, placeholder('id')),
        eq(drafts.revision, placeholder('revision')),
      ),
    ),
);

export function pendingMethods(
  driver: Driver,
  ring: KeyRing,
  { waiting, retype }: { waiting: WaitingInput; retype: DraftReader['retype'] },
): Pick<DraftStore, 'keepPending' | 'keepPendingSoon' | 'writePending'> {
  return {
    keepPending: async ({ id, pending, locale, now }) => {
      const sealed = sealPending(ring, id, pending);
      await driver.write(async ({ db, tables: { drafts } }) => {
        await db
          .update(drafts)
          .set({ ...sealed, locale, updatedAt: now.getTime() })
          .where(isKept(drafts, eq(drafts.id, id)));
      });
      waiting.drop(id);
      retype(id);
    },
    keepPendingSoon: (form) => {
      waiting.add(form);
      retype(form.id, form.pending);
    },
    writePending: async () => {
      for (let forms = waiting.portion(); forms.length > 0; forms = waiting.portion()) {
        const rows = forms.map(({ id, revision, pending, locale }) => ({
          ...{ id, revision, locale },
          ...sealPending(ring, id, pending),
        }));
        await driver.write(async (connection) => {
          for (const row of rows) await keepOf(connection, row);
        });
        waiting.settle(forms);
      }
    },
  };
}
