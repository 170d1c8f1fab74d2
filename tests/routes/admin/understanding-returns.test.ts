import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../server/cli/seeded-random.ts';
import type { RawInput } from '../../../server/domain/fields/answers.ts';
import type { Page } from '../../../server/domain/procedures/procedure.ts';
import { understand } from '../../../server/domain/understanding/understand.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { wishesFor } from '../../support/walk.ts';

const ID = 'dog-death';
const QUESTIONS = ['dog_name', 'breed', 'colour'] as const;
const PAGE = 'dog';

/** Two processes on one database. */
let sites: OfficeApp[];
beforeAll(async () => {
  const first = await officeApp();
  sites = [first, await officeApp({ dataDir: first.dataDir })];
});
afterAll(async () => {
  for (const site of sites.toReversed()) await site.close();
});

const at = (n: number) => sites[n % 2] as OfficeApp;
type Resident = ReturnType<OfficeApp['resident']>;

/** Somebody on the page, in that process; what they would type, and what of it they leave out. */
async function arrive(process: number) {
  const site = at(process);
  const resident = site.resident();
  const procedure = procedureOf(site.services.library, ID);
  const answers = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
  const form = await resident.fill({ procedure, answers, until: PAGE, locale: 'ja' });
  const page = procedure.pages.find(({ id }) => id === PAGE) as Page;
  const wishes = wishesFor({ answers }, page, undefined);
  const without = (wrong: readonly string[]) =>
    Object.fromEntries(Object.entries(wishes).map(([k, v]) => [k, wrong.includes(k) ? '' : v]));
  return { resident, path: form.path, without };
}

async function send(resident: Resident, path: string, typed: RawInput, shown?: string) {
  const hidden = shown === undefined ? (await resident.open(path)).hidden : hiddenOf(shown);
  return resident.post(path, { ...hidden, ...typed });
}
const hiddenOf = (body: string) =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, k, v]) => [
      k,
      v,
    ]),
  );

/** Saves, leaves, and goes on by the link in another browser and in that process. */
async function leaveAndReturn(resident: Resident, path: string, body: string, to: number) {
  const typed = { intent: 'leave', dog_name: 'ポチ' };
  const saved = await send(resident, path, typed, body);
  const link = /http:\/\/localhost:3000(\/ja\/resume\/[\w.-]+)/.exec(saved.body)?.[1] ?? '';
  const back = at(to).resident();
  const { hidden } = await back.open(link);
  const gone = await back.post(link, hidden);
  expect(gone.headers.location).toBe(path);
  return back;
}

/** What the page of figures says, whichever process wrote it. */
async function figures() {
  for (const { services } of sites) await services.formCounter.flush();
  const rows = await at(0).services.stores.formCounts.read(ID, '2026-11', '2026-11');
  const found = understand(rows, [PAGE]);
  const gaveUp = Object.fromEntries(found.fields.map(({ field, gaveUp: one }) => [field, one]));
  const page = found.pages.find((one) => one.page === PAGE);
  const { reached = 0, passed = 0, refused = 0 } = page ?? {};
  return { gaveUp, reached, passed, refused };
}

describe('who leaves and comes back', () => {
  it('by "save and leave" has not given up over the question, also in another process', async () => {
    const { resident, path, without } = await arrive(0);
    const refused = await send(resident, path, { ...without(['breed']), intent: 'next' });
    expect(refused.statusCode).toBe(422);
    expect((await figures()).gaveUp).toEqual({ breed: 1 });
    const back = await leaveAndReturn(resident, path, refused.body, 1);
    expect((await figures()).gaveUp).toEqual({ breed: 1 });
    expect((await send(back, path, { ...without([]), intent: 'next' })).statusCode).toBe(303);
    expect(await figures()).toEqual({
      ...{ gaveUp: { breed: 0 }, reached: 1, passed: 1, refused: 1 },
    });
  });

  it('by closing the page, too: its script keeps what was refused', async () => {
    const { resident, path, without } = await arrive(1);
    const refused = await send(resident, path, { ...without(['colour']), intent: 'next' });
    // As `keep.js` sends it.
    await send(resident, path, { ...without(['colour']), intent: 'keep' }, refused.body);
    const { hidden, page } = await resident.open(path);
    expect(hidden['again']).toBe('colour');
    // Kept once more, as when the phone is locked again.
    await send(resident, path, { ...without(['colour']), intent: 'keep' }, page.body);
    expect((await send(resident, path, { ...without([]), intent: 'next' })).statusCode).toBe(303);
    expect((await figures()).gaveUp['colour']).toBe(0);
    // Passed: nothing of it is left on the form.
    expect((await resident.open(path)).hidden['again']).toBeUndefined();
  });

  it('by closing the page without a script, too: what was refused waits on the draft', async () => {
    const { resident, path, without } = await arrive(0);
    const draftOf = async () => {
      const { hidden } = await resident.open(path);
      return at(0).services.stores.drafts.find(String(hidden['draft']).split('.')[0] ?? '');
    };
    const before = await draftOf();
    at(0).clock.set('2026-11-21T12:10:00+09:00');
    const wrong = { ...without(['colour', 'breed']), dog_name: 'ポチ', intent: 'next' };
    expect((await send(resident, path, wrong)).statusCode).toBe(422);
    expect((await figures()).gaveUp['colour']).toBe(1);
    // Closed, and opened again in the same browser.
    const back = await resident.open(path);
    expect(back.hidden['again']?.split(' ').sort()).toEqual(['breed', 'colour']);
    expect(back.page.body).toContain('value="ポチ"');
    // The time on the page goes on from where it began, and answers are as they were.
    expect(await draftOf()).toMatchObject({
      updatedAt: before?.updatedAt,
      revision: before?.revision,
    });
    const still = await send(resident, path, { ...without(['colour']), intent: 'next' });
    expect(still.statusCode).toBe(422);
    expect((await figures()).gaveUp).toMatchObject({ breed: 0, colour: 1 });
    expect((await resident.open(path)).hidden['again']).toBe('colour');
    expect((await send(resident, path, { ...without([]), intent: 'next' })).statusCode).toBe(303);
    expect((await figures()).gaveUp).toMatchObject({ breed: 0, colour: 0 });
    expect((await draftOf())?.pending).toBeNull();
  });

  it('an older tab covers nothing that was saved since', async () => {
    const { resident, path, without } = await arrive(0);
    const { hidden: older } = await resident.open(path);
    expect((await send(resident, path, { ...without([]), intent: 'next' })).statusCode).toBe(303);
    await resident.post(path, { ...older, ...without(['breed']), intent: 'next' });
    expect((await resident.open(path)).hidden['again']).toBeUndefined();
  });

  it('nothing but the page’s own questions is kept, whatever the form says', async () => {
    const { resident, path, without } = await arrive(0);
    const { hidden } = await resident.open(path);
    const made = { ...hidden, ...without([]), again: 'breed hanako@example.jp chip' };
    await resident.post(path, { ...made, intent: 'keep' });
    const { hidden: now } = await resident.open(path);
    expect(now).toMatchObject({ again: 'breed', revision: hidden['revision'] });
  });
});

describe('given up over a question, recomputed from what each person did', () => {
  it('agrees over leaving, coming back, other languages, two processes and a restart', async () => {
    const before = await figures();
    const random = seededRandom(41);
    const gaveUp = new Map<string, number>();
    let [passed, refused] = [0, 0];
    const people = 30;
    for (let n = 0; n < people; n += 1) {
      const start = await arrive(n);
      let { resident, path } = start;
      let wrong: string[] = [];
      let body: string | undefined;
      for (let tries = random.below(4); tries > 0; tries -= 1) {
        wrong = QUESTIONS.filter(() => random.next() < 0.5);
        if (wrong.length === 0) wrong = ['breed'];
        const told = await send(resident, path, { ...start.without(wrong), intent: 'next' }, body);
        expect(told.statusCode).toBe(422);
        body = told.body;
        refused += 1;
        const then = random.below(4);
        if (then === 0) {
          resident = await leaveAndReturn(resident, path, body, random.below(2));
          body = undefined;
        } else if (then === 1) {
          const vi = { ...start.without(wrong), intent: 'language:vi' };
          const gone = await send(resident, path, vi, body);
          body = (await resident.get(String(gone.headers.location))).body;
        } else if (then === 2) {
          // Closed without a script; next time the page is opened anew.
          body = undefined;
        }
      }
      if (random.next() < 0.6) {
        const sent = await send(resident, path, { ...start.without([]), intent: 'next' }, body);
        expect(sent.statusCode).toBe(303);
        passed += 1;
      } else for (const one of wrong) gaveUp.set(one, (gaveUp.get(one) ?? 0) + 1);
      if (n === people / 2) {
        await at(1).services.formCounter.flush();
        await at(1).close();
        sites[1] = await officeApp({ dataDir: at(0).dataDir });
      }
    }
    const now = await figures();
    expect(now.reached - before.reached).toBe(people);
    expect(now.passed - before.passed).toBe(passed);
    expect(now.refused - before.refused).toBe(refused);
    const expected = QUESTIONS.map((one) => [one, gaveUp.get(one) ?? 0]);
    const counted = QUESTIONS.map((one) => [
      one,
      (now.gaveUp[one] ?? 0) - (before.gaveUp[one] ?? 0),
    ]);
    expect(counted).toEqual(expected);
    expect(Math.max(...gaveUp.values())).toBeGreaterThan(1);
  });
});
