import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../server/domain/applications/application.ts';
import type { DraftStore } from '../../../server/domain/applications/application-store.ts';
import { draftOfCase } from '../../../server/domain/cases/draft-of-case.ts';
import { sampleApplication } from '../../support/fake-charge-store.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));

/** Drafts of one case in memory, the oldest first. */
function desk(...kept: Draft[]) {
  const drafts = {
    findForCase: async (_id: string, kind: string) =>
      kept.find(({ caseOf }) => caseOf?.kind === kind),
    create: async (draft: Draft) => void kept.push(draft),
    remove: async (id: string) =>
      void kept.splice(
        kept.findIndex((one) => one.id === id),
        1,
      ),
    adopt: async ({ id, sessionHash }: { id: string; sessionHash: string }) => {
      const index = kept.findIndex((one) => one.id === id);
      kept[index] = { ...(kept[index] as Draft), sessionHash };
    },
  } as unknown as DraftStore;
  const begin = (hour: number, since: number, sessionHash = 'phone') =>
    draftOfCase(drafts, {
      application: { ...sampleApplication, answers: { name: '見本' } },
      kind: 'correction',
      locale: 'ja',
      sessionHash,
      now: at(hour),
      since: at(since),
    });
  return { kept, begin };
}

describe('the draft of a case', () => {
  it('begins with what was sent, on the version of the case', async () => {
    const { begin } = desk();
    const draft = await begin(3, 2);
    expect(draft).toMatchObject({ answers: { name: '見本' }, version: 'v1', revision: 0 });
  });

  it('goes on with the one that was begun, on another phone too', async () => {
    const { kept, begin } = desk();
    const first = await begin(3, 2);
    expect((await begin(4, 2)).id).toBe(first.id);
    expect(await begin(5, 2, 'tablet')).toMatchObject({ id: first.id, sessionHash: 'tablet' });
    expect(kept.map(({ sessionHash }) => sessionHash)).toEqual(['tablet']);
  });

  it('begins anew when it is asked for again', async () => {
    const { kept, begin } = desk();
    const first = await begin(3, 2);
    const second = await begin(5, 4);
    expect(second.id).not.toBe(first.id);
    expect(kept.map(({ id }) => id)).toEqual([second.id]);
  });
});
