import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from '../../server/domain/procedures/procedure.ts';
import { closeBrowser, phone } from '../support/browser.ts';
import { watchDocuments } from '../support/html-source.ts';
import { type ListeningSite, listeningSite } from '../support/listening-site.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { pageProblems } from '../support/page-checks.ts';
import { loadSampleTown } from '../support/sample-town.ts';
import { begin, go, placeOf, typedWords, type Walk, walkToCheck } from '../support/walk.ts';

const library = await loadSampleTown();
const { languages } = library.municipality;
const procedures = [...library.procedures.values()];

/** `npm run test:full` walks every procedure in every language, with scripts and without. */
const isFull = process.env['TEST_FULL'] === '1';

const WALKS = isFull
  ? procedures.flatMap((procedure) =>
      languages.flatMap((locale) =>
        [true, false].map((javaScript) => ({ procedure, locale, javaScript })),
      ),
    )
  : procedures.map((procedure, index) => ({
      procedure,
      locale: languages[index % languages.length] as string,
      javaScript: index % 4 !== 3,
    }));

/** Looked at closely: the first walk in each language; in the full run every page of every walk. */
const CLOSELY = /^(start|check|done|attachment)/;
const isFirst = (plan: (typeof WALKS)[number]) =>
  WALKS.find(({ locale }) => locale === plan.locale) === plan;

/** What a page asks with, and how: each kind of question is a handle of its own. */
const kindsOf = (procedure: Procedure) =>
  procedure.pages.flatMap(({ fields, repeat }) => [
    ...(repeat ? ['repeat'] : []),
    ...fields.map(({ type, reveal }) => (reveal ? `${type} that is shown by an answer` : type)),
  ]);

/**
 * A hand types where a kind of question comes for the first time, strokes do in the others; in the
 * full run a hand types everywhere. Without scripts nothing happens between one answer and the next.
 */
const typedKinds = new Set<string>();
const BY_HAND = new Set(
  WALKS.filter(({ javaScript }) => javaScript).filter(({ procedure }) => {
    const isNew = kindsOf(procedure).some((kind) => !typedKinds.has(kind));
    for (const kind of kindsOf(procedure)) typedKinds.add(kind);
    return isFull || isNew;
  }),
);

describe('every procedure on a phone', () => {
  let site: ListeningSite;
  beforeAll(async () => {
    site = await listeningSite();
  });
  afterAll(async () => {
    await closeBrowser();
    await site?.close();
  });

  async function openWalk(plan: (typeof WALKS)[number]) {
    const { procedure, locale, javaScript } = plan;
    const example = fullExample(procedure);
    const today = procedure.examples.find(({ name }) => name === example)?.today ?? '2026-11-21';
    site.clock.set(`${today}T10:00:00+09:00`);
    const answers = madeUpAnswers(procedure, example, today);
    const context = await phone({ javaScript });
    const page = await context.newPage();
    watchDocuments(page);
    const typed = typedWords({ procedure, answers });
    const look = async (place: string, at: Page) => {
      if (!isFull && !(isFirst(plan) && CLOSELY.test(place))) return;
      expect.soft(await pageProblems(at, { locale, typed }), place).toEqual([]);
    };
    const walk: Walk = {
      page,
      url: site.url,
      locale,
      procedure,
      answers,
      atOnce: !BY_HAND.has(plan),
      onPage: (place) => look(place, page),
    };
    return { walk, context, look };
  }

  it.each(WALKS.map((walk) => [walk.procedure.id, walk.locale, walk.javaScript, walk] as const))(
    '%s in %s, scripts %s',
    async (_id, _locale, _scripts, plan) => {
      const { walk, context, look } = await openWalk(plan);
      const { page } = walk;
      await page.goto(`${walk.url}/${walk.locale}/apply/${walk.procedure.id}`);
      await look('start', page);
      await begin(walk);
      await walkToCheck(walk);
      await look('check', page);
      await go(page, page.locator('#form button[value="submit"]'));
      expect(['done', 'pay']).toContain(placeOf(page.url()).name);
      await look('done', page);
      await context.close();
    },
    60_000,
  );
});
