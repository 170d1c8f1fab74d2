import { describe, expect, it } from 'vitest';
import type { PageModel } from '../../../server/http/page-context.ts';
import { checkView } from '../../../server/routes/apply/check-view.ts';
import { endedView } from '../../../server/routes/apply/ended-view.ts';
import { removeRowView, repeatView } from '../../../server/routes/apply/repeat-view.ts';
import { savedView } from '../../../server/routes/apply/saved-view.ts';
import { startView } from '../../../server/routes/apply/start-view.ts';
import { resumeLinkView, resumeView } from '../../../server/routes/resume/resume-view.ts';
import { invalidHtml } from '../../support/html-source.ts';
import {
  formModel,
  journeyOf,
  LOCALES,
  library,
  pageOf,
  procedureOf,
  render,
  resources,
  shared,
  words,
} from './view-scene.ts';

const procedure = procedureOf('child-allowance');
const name = (given: string) => ({
  family: '見本',
  given,
  family_kana: 'ミホン',
  given_kana: 'ハナ',
});
const answers = {
  role: 'parent',
  work: 'employee',
  children: [{ name: name('一郎') }, { name: name('二郎') }],
};
const journey = journeyOf(procedure, answers);
const check = { ...shared, procedure, journey, fee: { lines: [], yen: 0 }, documents: [] };
const rows = {
  ...shared,
  procedure,
  journey,
  page: pageOf(procedure, 'children'),
  rows: answers.children,
  errors: [],
};
const { municipality } = library;

/** Every page of the way, in one language. */
function pages(locale: (typeof LOCALES)[number]): [string, string][] {
  const w = words(locale);
  const put = (view: string, model: PageModel): [string, string] => [
    view,
    render(view, model, locale),
  ];
  const start = { ...shared, draft: undefined, procedure, municipality, words: w };
  const expiresAt = new Date('2026-12-21T03:00:00Z');
  return [
    put('apply/start', startView({ ...start, draft: { exists: true, updatedAt: expiresAt } })),
    put(
      'apply/start',
      startView({ ...start, closed: 'no_payment', prefill: { day: '2026-12-08' } }),
    ),
    ...[...library.procedures.values()].flatMap((p) =>
      p.pages.map((page) => put('apply/form', formModel(p.id, page.id, { words: w }))),
    ),
    put('apply/repeat', repeatView({ ...rows, words: w })),
    put('apply/remove-row', removeRowView({ ...rows, words: w, row: 1 })),
    put('apply/check', checkView({ ...check, words: w, notice: 'stale' })),
    put(
      'apply/ended',
      endedView({
        ...shared,
        procedure,
        words: w,
        endedBy: { page: 'eligibility', condition: 'institution' },
      }),
    ),
    put(
      'apply/saved',
      savedView({ ...shared, procedure, words: w, code: 'AB', link: 'x', token: 't', expiresAt }),
    ),
    put('resume/form', resumeView({ ...shared, words: w, error: 'not_found' })),
    put('resume/link', resumeLinkView({ ...shared, words: w, action: '/x' })),
  ];
}

describe.each(LOCALES)('the pages of the way in %s', (locale) => {
  it('are valid and leave nothing unfilled', async () => {
    for (const [view, html] of pages(locale)) {
      expect(await invalidHtml(html), view).toEqual([]);
      expect(html, view).not.toMatch(/\bundefined\b|\[object|\{\{|>NaN/);
    }
  }, 60_000);
});

describe('check your answers', () => {
  const html = (change = {}) =>
    render('apply/check', checkView({ ...check, words: words('ja'), ...change }));

  const charging = (when: string, yen: number) =>
    html({
      procedure: { ...check.procedure, fee: { when, lines: [], exemptProof: [] } },
      estimate: undefined,
      fee: { lines: yen > 0 ? [{ label: '使用料', yen }] : [], yen },
    });

  it('leads from each answer to its question and back here', () => {
    expect(html()).toContain('href="/ja/apply/child-allowance/eligibility?from=check#f-work"');
  });

  it('leads from each answer in a row to its page of that row, and names the row', () => {
    const link =
      /<a href="\/ja\/apply\/child-allowance\/(children\w*)\/(\d)\?from=check#([\w-]+)">変更<span class="hidden"> ([^<]*)<\/span>/g;
    const links = [...html().matchAll(link)].map((found) => found.slice(1));
    expect(links.map(([page, row, field]) => `${page}/${row}#${field}`)).toEqual(
      expect.arrayContaining([
        'children/1#f-name',
        'children_living/1#f-livelihood',
        'children/2#f-name',
        'children_living/2#f-livelihood',
      ]),
    );
    expect(new Set(links.map((parts) => parts.join(' '))).size).toBe(links.length);
    expect(new Set(links.map(([, , , what]) => what)).size).toBe(links.length);
  });

  it('says on the button what will be paid', () => {
    expect(html()).toContain('この内容で申請する');
    expect(charging('with_application', 3600)).toContain('お支払いに進む（3,600円）');
  });

  it('says what is paid elsewhere, and asks for nothing now', () => {
    const page = charging('at_counter', 4400);
    expect(page).toContain('4,400円');
    expect(page).toContain('この内容で申請する');
    expect(page).not.toContain('お支払いに進む');
    expect(charging('after_review', 0)).not.toContain('0円');
  });

  it('offers other times, and no way to send, when the slot is gone', () => {
    const booking = procedureOf('facility-booking');
    const resource = resources.inGroup('facilities')[0] as never;
    const page = html({
      procedure: booking,
      journey: journeyOf(booking),
      slotProblem: [{ kind: 'other_day', resource, day: '2026-12-08', slots: ['am'] }],
    });
    expect(page).toMatch(
      /href="\/ja\/apply\/facility-booking\/\w+\?from=check&amp;month=2026-12&amp;day=2026-12-08"/,
    );
    expect(page).not.toContain('value="submit"');
  });
});

describe('the list of rows', () => {
  it('offers change and removal by name, and one more until the most is reached', () => {
    const html = render('apply/repeat', repeatView({ ...rows, words: words('ja') }));
    expect(html).toMatch(/削除<span class="hidden"> [^<]*見本 二郎/);
    expect(html).toContain('value="add"');
    const full = Array.from({ length: rows.page.repeat?.max ?? 0 }, () => ({ name: name('子') }));
    const list = render('apply/repeat', repeatView({ ...rows, rows: full, words: words('ja') }));
    expect(list).not.toContain('value="add"');
  });
});
