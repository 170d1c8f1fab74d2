import type { Locator, Page } from 'playwright-core';
import type { Answers, RawInput } from '../../server/domain/fields/answers.ts';
import { toRawPage } from '../../server/domain/fields/to-raw-page.ts';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import type { Page as FormPage, Procedure } from '../../server/domain/procedures/procedure.ts';
import { rowsOf } from '../../server/domain/procedures/rows.ts';
import { fillForm, fillFormAtOnce, pickSlot } from './fill-form.ts';
import { type SentFile, SMALL_PNG } from './multipart.ts';

/** Visits of one page before the walk gives up: JavaScript off needs one for each reveal. */
const MOST_TRIES = 4;
const MOST_PAGES = 60;

export interface Walk {
  readonly page: Page;
  readonly url: string;
  readonly locale: Locale;
  readonly procedure: Procedure;
  /** Complete answers, as they would be saved; slots are picked from what the calendar offers. */
  readonly answers: Answers;
  /** Pages are filled in by one stroke: where a hand in another language or place does the same. */
  readonly atOnce?: boolean;
  /** Free days to leave to others. */
  readonly skipDays?: number;
  /** The page to stop on; by default the check page. */
  readonly until?: string;
  /** Called on every page on its first visit, before anything is typed. */
  onPage?(place: string): Promise<void>;
}

export interface Place {
  readonly name: string;
  readonly row: number | undefined;
}

/** Where in the form the tab is: `children` row 1 at /ja/apply/child-allowance/children/2. */
export function placeOf(url: string): Place {
  const [, , room, , name = 'start', row] = new URL(url).pathname.split('/');
  if (room !== 'apply') return { name: room ?? '', row: undefined };
  return { name, row: row === undefined ? undefined : Number(row) - 1 };
}

/** What the inputs of a page (or of one row) are to say. */
export function wishesFor(
  walk: Pick<Walk, 'answers'>,
  formPage: FormPage,
  row: number | undefined,
): RawInput {
  const { answers } = walk;
  if (formPage.repeat === undefined) return toRawPage(formPage.fields, answers);
  return toRawPage(formPage.fields, rowsOf(answers, formPage.repeat.of)[row ?? 0] ?? {});
}

/** Presses what leads to another page, and waits until that is there with its scripts. */
export async function go(page: Page, link: Locator): Promise<void> {
  const there = page.waitForEvent('domcontentloaded');
  await link.click();
  await there;
}

async function press({ page, atOnce }: Walk, intent: string): Promise<void> {
  const button = page.locator(`#form button[name="intent"][value="${intent}"]`);
  if (!atOnce) return go(page, button);
  const there = page.waitForEvent('domcontentloaded');
  await button.dispatchEvent('click'); // no hand that finds it: no frame has to be drawn for it
  await there;
}

/** Every input that the procedure's pages would be given, as text: what a page in English may quote. */
export function typedWords(walk: Pick<Walk, 'procedure' | 'answers'>): string[] {
  const words = walk.procedure.pages.flatMap((formPage) => {
    const rows = formPage.repeat ? rowsOf(walk.answers, formPage.repeat.of) : [walk.answers];
    return rows.flatMap((row) => Object.values(toRawPage(formPage.fields, row)).flat());
  });
  return [...new Set(words)]
    .filter((word): word is string => word !== undefined && /\P{ASCII}/u.test(word))
    .sort((a, b) => b.length - a.length);
}

/**
 * Presses "add another" until each group inside the page has room for its rows.
 * @returns whether the page was loaded anew
 */
async function addRows(walk: Walk, formPage: FormPage, row: number | undefined): Promise<boolean> {
  const { page, answers } = walk;
  const own = formPage.repeat ? rowsOf(answers, formPage.repeat.of)[row ?? 0] : answers;
  let added = false;
  for (const { id, rows } of formPage.fields) {
    const wanted = rows && own ? rowsOf(own, id).length : 0;
    const add = page.locator(`#form button[value="add_row:${id}"]`);
    const count = page.locator(`#form input[name="${id}.count"]`);
    while (wanted > 0 && (await add.isVisible()) && Number(await count.inputValue()) < wanted) {
      await go(page, add);
      added = true;
    }
  }
  return added;
}

/** Fills in the page that the tab shows and sends it. */
export async function answerPage(walk: Walk, place: Place): Promise<void> {
  const { page, procedure } = walk;
  const formPage = procedure.pages.find((one) => one.id === place.name);
  if (formPage === undefined) throw new Error(`no page "${place.name}" in ${procedure.id}`);
  if (formPage.repeat && place.row === undefined) {
    const wanted = rowsOf(walk.answers, formPage.repeat.of).length;
    const have = await page.locator('#rows li').count();
    return press(walk, have < wanted ? 'add' : 'next');
  }
  const wishes = wishesFor(walk, formPage, place.row);
  const fill = walk.atOnce ? fillFormAtOnce : fillForm;
  await fill(page, wishes);
  if (await addRows(walk, formPage, place.row)) await fill(page, wishes);
  if (formPage.fields.some((field) => field.type === 'slot_picker')) {
    await pickSlot(page, walk.skipDays ?? 0);
  }
  return press(walk, 'next');
}

async function complaints(page: Page): Promise<string> {
  const said = await page.locator('.error-summary, .field__error').allInnerTexts();
  return said.join(' / ') || 'it said nothing';
}

/** Answers page after page until the form is through. The tab must stand on a page of the form. */
export async function walkToCheck(walk: Walk): Promise<void> {
  const tries = new Map<string, number>();
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const place = placeOf(walk.page.url());
    if (place.name === (walk.until ?? 'check')) return;
    const key = `${place.name} ${place.row ?? (await walk.page.locator('#rows li').count())}`;
    const count = (tries.get(key) ?? 0) + 1;
    tries.set(key, count);
    if (count > MOST_TRIES) throw new Error(`stuck on ${key}: ${await complaints(walk.page)}`);
    if (count === 1) await walk.onPage?.(key);
    if (place.name === 'attachments') {
      await handInDocuments(walk);
      continue;
    }
    await answerPage(walk, place);
  }
  throw new Error(`not through after ${MOST_PAGES} pages: ${walk.page.url()}`);
}

/** Chooses a file on the page of a document and waits until it is there, with scripts or without. */
export async function sendFile(page: Page, file: SentFile): Promise<void> {
  // By then its script, if there is one, has taken the form.
  await page.waitForLoadState('load');
  const there = page.waitForEvent('domcontentloaded');
  const { name, type: mimeType = 'image/png', content } = file;
  await page.setInputFiles('#file', { name, mimeType, buffer: Buffer.from(content) });
  // With scripts it is on its way already.
  const sends = (await page.locator('form[data-upload][data-ready]').count()) > 0;
  if (!sends) await page.locator('form[data-upload] button').click();
  await there;
}

/** From the list of documents to "check your answers", with what can't be left out. */
async function handInDocuments(walk: Walk): Promise<void> {
  const { page } = walk;
  await press(walk, 'next');
  const links = await page.locator('.error-summary a').all();
  const asked = await Promise.all(links.map((link) => link.getAttribute('href')));
  for (const href of asked) {
    await page.goto(walk.url + href);
    await walk.onPage?.('attachment');
    await sendFile(page, SMALL_PNG);
    await go(page, page.locator('main a.button').last());
  }
  if (asked.length > 0) await press(walk, 'next');
}

/** From the start page into the form. */
export async function begin(walk: Walk): Promise<void> {
  const { page, url, locale, procedure } = walk;
  await page.goto(`${url}/${locale}/apply/${procedure.id}`);
  await go(page, page.locator('main button[value="new"]'));
}
