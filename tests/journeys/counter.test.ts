import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { counterScene } from '../support/counter-scene.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { pageProblems } from '../support/page-checks.ts';
import { procedureOf } from '../support/sample-town.ts';
import { typedWords } from '../support/walk.ts';

const PROCEDURE = 'child-allowance-school-fees';

const scene = counterScene();

/** A tablet whose sitting has one form, filled in, for somebody who reads Vietnamese. */
async function filledIn() {
  const { stores, library } = scene.site.services;
  const { page, sitting: id } = await scene.tablet();
  const now = scene.site.clock.now();
  const { sessionHash } = (await stores.sittings.find(id)) ?? { sessionHash: '' };
  const procedure = procedureOf(library, PROCEDURE);
  const answers = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(now));
  const draft = {
    id: randomUUID(),
    procedureId: procedure.id,
    version: procedure.version,
    locale: 'ja' as const,
    channel: 'counter' as const,
    sessionHash,
    revision: 1,
    answers,
    pending: null,
    startedAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  };
  await stores.drafts.create(draft);
  const counts = { typedValues: 0, carriedValues: 0, paperValues: 0 };
  const task = { id: randomUUID(), position: 0, procedureId: PROCEDURE, applicationId: null };
  await stores.sittings.change({ id, now }, () => ({
    sitting: { locale: 'vi' },
    tasks: [{ ...task, ...counts, state: 'begun', draftId: draft.id }],
  }));
  const typed = typedWords({ procedure, answers });
  return {
    page,
    sitting: `${scene.url}/counter/sittings/${id}`,
    applicationId: draft.id,
    task: task.id,
    /** Lying and standing, at ten inches. */
    problems: (locale: string) => pageProblems(page, { locale, widths: [800, 1280], typed }),
  };
}

async function sign(page: Page): Promise<void> {
  await page.locator('[data-sign]').click();
  const field = page.locator('.signature__field');
  await field.scrollIntoViewIfNeeded();
  const { x, y } = (await field.boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 50, y + 50);
  await page.mouse.down();
  for (const step of [1, 2, 3, 4, 5]) await page.mouse.move(x + 50 + 40 * step, y + 50 + 20 * step);
  await page.mouse.up();
  await page.locator('[data-signed]').click();
  await page.waitForURL('**/sent');
}

const LYING = { width: 1280, height: 800 };
const STANDING = { width: 800, height: 1280 };
/** What staff and residents see beside the form's own pages, of a sitting and of the tablet. */
const OTHER_PAGES = [
  ...['', '/add', '/bundle?bundle=moving-in', '/pass-on', '/close', '/codes'],
  ...['/differences', '/register', '/tasks/TASK/read-back?wrong=1'],
].map((page) => `SITTING${page}`);
const TABLET_PAGES = ['readers', 'issues', 'paper', 'queue', 'queue/new/vi', 'display', 'pair'];

describe('the other pages of the counter', () => {
  it('are without fault lying and standing', async () => {
    const { page, sitting, task, problems } = await filledIn();
    const found: string[] = [];
    const all = [...OTHER_PAGES, ...TABLET_PAGES.map((path) => `${scene.url}/counter/${path}`)];
    for (const [index, path] of all.entries()) {
      await page.setViewportSize(index % 2 === 0 ? LYING : STANDING);
      await page.goto(path.replace('SITTING', sitting).replace('TASK', task));
      found.push(...(await problems(/wrong=1|\/vi$/.test(path) ? 'vi' : 'ja')));
    }
    expect(found).toEqual([]);
  }, 120_000);
});

describe('a form on the tablet', () => {
  it('is read back in Vietnamese, signed by hand, and without fault on every page', async () => {
    const { page, sitting, applicationId, problems } = await filledIn();
    const form = (language: string, place: string) =>
      page.goto(`${sitting}/forms/${language}/${PROCEDURE}/${place}`);
    await form('vi', 'recipient');
    expect(await page.locator('form .beside').count()).toBeGreaterThan(10);
    expect(await problems('vi')).toEqual([]);
    await page.goto(`${sitting}/phrases?phrase=wait`);
    expect(await problems('ja')).toEqual([]);

    await form('ja', 'check');
    await page.locator('#form button[value="submit"]:visible').click();
    await page.waitForURL('**/read-back');
    expect(await problems('vi')).toEqual([]);
    await sign(page);
    expect(await problems('ja')).toEqual([]);

    const confirmed = await scene.site.services.stores.confirmations.find(applicationId);
    expect(confirmed).toMatchObject({ way: 'signature', locale: 'vi' });
    const [stroke = [], ...more] = confirmed?.signature?.strokes ?? [];
    expect(more).toEqual([]);
    // Where the pointer was, in the field's own pixels, give or take its frame.
    const at = (x: number, y: number) => [expect.closeTo(x, -1), expect.closeTo(y, -1)];
    const ends = [stroke[0]?.slice(0, 2), stroke.at(-1)?.slice(0, 2)];
    expect(ends).toEqual([at(50, 50), at(250, 150)]);
  }, 60_000);
});
