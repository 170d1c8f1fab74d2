import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../server/http/paths.ts';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';

const WATER = 'water-service';

describe('answers of the same sitting', () => {
  let site: ApplyApp;
  beforeAll(async () => {
    site = await applyApp();
  });
  afterAll(() => site.close());

  async function begun(reuse: boolean) {
    const { resident, path, hidden } = await site.applicant('dog-death');
    await resident.post(path, { ...hidden, intent: 'submit' });
    const start = await resident.get(paths.applyStart('ja', WATER));
    const form = { ...hiddenFields(start.body), intent: 'new', ...(reuse && { reuse: 'yes' }) };
    await resident.post(paths.applyNew('ja', WATER), form);
    const session = await site.services.stores.drafts.findBySession(
      sessionOfNewest(),
      WATER,
      site.clock.now(),
    );
    return { start: start.body, answers: session?.answers ?? {} };
  }

  /** The session of the newest draft: only the server can hash what the cookie carries. */
  function sessionOfNewest(): string {
    const rows = JSON.parse(site.everything()['drafts'] ?? '[]') as {
      procedure_id: string;
      session_hash: string;
      started_at: number;
    }[];
    const mine = rows.filter((row) => row.procedure_id === WATER);
    return mine.at(-1)?.session_hash ?? '';
  }

  it('are offered by name and taken over by consent', async () => {
    const { start, answers } = await begun(true);
    expect(start).toContain('さきほど入力した内容を使う');
    expect(start).not.toContain('髙𠮷');
    expect(JSON.stringify(answers)).toContain('髙𠮷');
  });

  it('stay away without it', async () => {
    const { answers } = await begun(false);
    expect(answers).toEqual({});
  });

  it('are nobody else’s', async () => {
    await begun(false);
    const start = await site.resident().get(paths.applyStart('ja', WATER));
    expect(start.body).not.toContain('さきほど入力した内容を使う');
  });
});
