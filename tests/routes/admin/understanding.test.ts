import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../../server/domain/procedures/procedure.ts';
import type { FormMeasure } from '../../../server/domain/understanding/form-count.ts';
import { understand } from '../../../server/domain/understanding/understand.ts';
import { understandingView } from '../../../server/routes/admin/understanding-view.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { type OfficeApp, officeApp } from '../../support/office-app.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { wishesFor } from '../../support/walk.ts';

const PHONE = {
  'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148',
};
const ID = 'dog-death';

type Line = readonly [FormMeasure, string, string, number];

let site: OfficeApp;
beforeAll(async () => {
  site = await officeApp();
});
afterAll(() => site.close());

const counts = async (measure: string) => {
  await site.services.formCounter.flush();
  const rows = await site.services.stores.formCounts.read(ID, '2026-11', '2026-11');
  return Object.fromEntries(
    rows
      .filter((row) => row.measure === measure)
      .map(({ key, slice, count }) => [`${key}|${slice}`, count]),
  );
};

/** Begins from a poster and stands on the first page. */
async function begin() {
  const resident = site.resident();
  const start = await resident.open(`/ja/apply/${ID}?via=poster`);
  const begun = await resident.post(`/ja/apply/${ID}/new`, start.hidden, PHONE);
  expect(begun.statusCode).toBe(303);
  return { resident, path: String(begun.headers.location) };
}

describe('a form that is filled in', () => {
  it('is counted from its start to where it was left, without anybody’s name', async () => {
    const { resident, path } = await begin();
    const { hidden } = await resident.open(path);
    expect((await resident.post(path, { ...hidden, intent: 'next' }, PHONE)).statusCode).toBe(422);
    site.clock.set('2026-11-21T12:00:40+09:00');

    const procedure = procedureOf(site.services.library, ID);
    const answers = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
    const sender = site.resident();
    const fromGuide = await sender.open(`/vi/apply/${ID}?via=guide`);
    await sender.post(`/vi/apply/${ID}/new`, fromGuide.hidden, PHONE);
    const sent = await sender.fill({ procedure, answers, until: 'check', locale: 'vi' });
    const done = await sender.post(sent.path, { ...sent.hidden, intent: 'submit' });
    expect(done.statusCode).toBe(303);
    // As it was begun: the language, the machine, and where from.
    expect(await counts('sent')).toEqual({
      ...{ '|': 1, '|locale:vi': 1, '|device:phone': 1, '|source:guide': 1 },
    });

    const [first = ''] = procedure.pages.map((page) => page.id);
    expect(await counts('started')).toMatchObject({
      '|': 2,
      '|locale:ja': 1,
      '|locale:vi': 1,
      '|device:phone': 2,
      '|source:poster': 1,
      '|source:guide': 1,
    });
    expect(await counts('page_reached')).toMatchObject({ [`${first}|`]: 2, 'check|': 1 });
    expect(await counts('page_passed')).toMatchObject({ [`${first}|`]: 1, 'check|': 1 });
    expect(await counts('page_refused')).toMatchObject({ [`${first}|`]: 1 });
    const fields = Object.keys(await counts('field_refused'));
    expect(fields.length).toBeGreaterThan(0);
    for (const key of fields) expect(key).toMatch(new RegExp(`^${first}/[\\w.]+/\\w+\\|$`));
  });

  it('counts a page once, however often it is sent again', async () => {
    const before = await counts('page_passed');
    const procedure = procedureOf(site.services.library, ID);
    const answers = madeUpAnswers(procedure, fullExample(procedure), '2026-11-21');
    const resident = site.resident();
    const form = await resident.fill({ procedure, answers, until: 'check', locale: 'ja' });
    const [first = ''] = procedure.pages.map((page) => page.id);
    const page = form.path.replace(/check$/, first);
    const again = await resident.open(page);
    const wishes = wishesFor({ answers }, procedure.pages[0] as Page, undefined);
    const sent = await resident.post(page, { ...again.hidden, ...wishes, intent: 'next' });
    expect(sent.statusCode).toBe(303);
    const after = await counts('page_passed');
    expect(after[`${first}|`]).toBe((before[`${first}|`] ?? 0) + 1);
  });
});

describe('the page that tells of it', () => {
  it('is for those who read figures, hides small numbers and names what to mend', async () => {
    const { browser } = await site.member({ role: 'procedure_admin' });
    const url = `/admin/procedures/${ID}/understanding`;
    const small = await browser.get(url);
    expect(small.statusCode).toBe(200);
    expect(small.body).toContain('まだ数が足りません');
    expect(small.body).toContain('5未満');
    const line = { month: '2026-11', procedureId: ID, key: '', slice: '', count: 40 } as const;
    const [first = ''] = procedureOf(site.services.library, ID).pages.map((page) => page.id);
    await site.services.stores.formCounts.add([
      { ...line, measure: 'started' },
      { ...line, measure: 'page_reached', key: first },
      { ...line, measure: 'page_passed', key: first, count: 10 },
    ]);
    const { body } = await browser.get(url);
    expect(body).toMatch(/のページで\d+人がやめています/);
    expect(body).toContain('直すための新しい版を作る</a>');
    expect(body).toContain('<svg class="chart"');
    const { browser: other } = await site.member({ role: 'case_worker', section: 'environment' });
    expect((await other.get(url)).statusCode).toBe(403);
    expect((await browser.get('/admin/procedures/none/understanding')).statusCode).toBe(404);
  });

  /** The page with what it says when that was counted. */
  function pageOf(...lines: readonly Line[]) {
    const procedure = procedureOf(site.services.library, ID);
    const [first = ''] = procedure.pages.map((page) => page.id);
    const counts = lines.map(([measure, key, slice, count]) => ({
      ...{ month: '2026-11', procedureId: ID, measure, key, slice, count },
    }));
    return understandingView({
      procedure,
      found: understand(counts, [first]),
      decisionTimes: [1, 2, 3, 4, 9].map((days) => days * 86_400_000),
      visitMinutes: 50,
      months: { from: '2025-12', to: '2026-11' },
      words: site.services.words('ja'),
    });
  }

  it('says every figure as it was counted', () => {
    const procedure = procedureOf(site.services.library, ID);
    const [first = ''] = procedure.pages.map((page) => page.id);
    const [field = ''] = procedure.pages[0]?.fields.map(({ id }) => id) ?? [];
    const view = pageOf(
      ...([
        ['started', '', '', 40],
        ['started', '', 'source:poster', 30],
        ['started', '', 'source:mail', 10],
        ['sent', '', 'source:poster', 15],
        ['sent', '', 'source:mail', 5],
        ['page_reached', first, '', 40],
        ['page_passed', first, '', 30],
        ['page_refused', first, '', 15],
        ['page_time', first, 'time:60', 30],
        ['page_left', first, '', 6],
        ['at_counter', first, '', 5],
        ['at_counter', first, 'source:poster', 5],
        ['field_refused', `${first}/${field}/required`, '', 15],
        ['field_stopped', `${first}/${field}`, '', 12],
        ['field_mended', `${first}/${field}`, '', 4],
        ['page_reached', 'check', '', 30],
        ['page_passed', 'check', '', 20],
        ['returned', `fields.${field}/wrong`, '', 7],
      ] as const),
    );
    expect(view).toMatchObject({
      ...{
        started: '40',
        sent: '20',
        atCounter: '5',
        rate: '57%',
        time: '53秒',
        processing: '3.0日',
      },
      saved: { hours: `${Math.round((20 * (50 + procedure.minutes - 53 / 60)) / 60)}時間` },
      pages: {
        rows: [
          { reached: '40', dropOff: '13%', atCounter: '5', errors: '50%', time: '53秒', left: '6' },
          {},
        ],
      },
      fields: [{ count: '15', perPass: '50%', dropOff: '20%' }],
      returns: [{ count: '7' }],
      groups: [
        {
          id: 'sources',
          rows: [
            { sent: '15', atCounter: '5', rate: '60%' },
            { started: '10', sent: '5', atCounter: '0', rate: '50%' },
          ],
        },
      ],
    });
  });

  it('tells no figure under five', () => {
    const [first = ''] = procedureOf(site.services.library, ID).pages.map((page) => page.id);
    const small = pageOf(
      ['started', '', '', 9],
      ['started', '', 'device:phone', 9],
      ['sent', '', 'device:phone', 2],
      ['page_reached', first, '', 9],
      ['page_passed', first, '', 7],
      ['page_passed', 'check', '', 2],
      ['at_counter', first, '', 4],
      ['at_counter', first, 'device:phone', 4],
    );
    expect(small).toMatchObject({
      ...{
        started: '9',
        sent: '5未満',
        atCounter: '5未満',
        rate: '–',
        time: '–',
        saved: { hours: '–' },
      },
      pages: {
        rows: [
          { reached: '9', dropOff: '5未満' },
          { reached: '5未満', dropOff: '–' },
        ],
      },
      groups: [{ rows: [{ sent: '5未満', rate: '–' }] }],
    });
  });
});
