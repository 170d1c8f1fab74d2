import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { htmlLang, type Locale } from '../../server/domain/procedures/locale.ts';
import { lettingChecksRun, runScript } from './browser.ts';
import { invalidHtml, sourceOf } from './html-source.ts';
import {
  axeViolations,
  describeFocus,
  enlargeText,
  findOverflow,
  findSmallTargets,
  type PageText,
  readFrame,
  readTexts,
  restoreText,
} from './in-page.mjs';

/**
 * axe itself, in its short form: its wrapper for the browser sends the long one (1.5 MB) twice for
 * every page, and brings back also all that is well, which takes several times as long.
 */
const AXE = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LEAST_TARGET = 44;
const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;
const KANJI = /[\u3400-\u9fff]/;
/** In Chinese only kana shows that a word is Japanese. */
const KANA = /[\u3040-\u30fa\u30fc-\u30ff]/;
// A key that no locale file has is printed as it is, and a broken value leaves one of the words.
const LEFTOVER = /\{\{|\}\}|\{[^{}|]+\|[^{}|]+\}|\[object |\bundefined\b|\bNaN\b|\bInvalid Date\b/;
const KEY = /\b[a-z]+:[a-z]+_?[a-z_.]+\b|\b[a-z]+(?:_[a-z]+)+\b/;
const NOT_A_KEY = /https?:\/\/|mailto:|@/;

export const ALL_WIDTHS = [320, 390, 768, 1280];

export interface CheckOptions {
  readonly locale: Locale;
  /** Besides the width that the tab has. */
  readonly widths?: readonly number[];
  /** What the resident typed or picked: it may stand in any language. */
  readonly typed?: readonly string[];
}

function axeProblems(page: Page): Promise<string[]> {
  return lettingChecksRun(page, async () => {
    await runScript(page, AXE);
    // A frame without it would be passed over.
    for (const frame of page.frames().slice(1)) await frame.evaluate(AXE);
    return page.evaluate(axeViolations, AXE_TAGS);
  });
}

/**
 * A Japanese term may stand beside its translation, marked as Japanese so that it is read out right.
 * In a title or an option, where nothing can be marked, it stands in brackets. Alone it was forgotten.
 */
function foreignProblems(found: PageText, locale: Locale): string[] {
  const { lang, text, mayBeMarked, alone } = found;
  // The name of another language, in that language: it is marked as what it is.
  if (lang !== 'ja' && lang !== locale) return [];
  const japanese = locale === 'zh-Hans' ? KANA : JAPANESE;
  if (!japanese.test(text)) return [];
  if (lang === 'ja') return alone ? [`not translated for ${locale}: 「${text}」`] : [];
  const left = mayBeMarked ? text : text.replace(/\([^()]*\)|（[^（）]*）/g, '');
  return japanese.test(left)
    ? [`Japanese that is not marked on a page in ${locale}: 「${text}」`]
    : [];
}

async function wordProblems(page: Page, { locale, typed = [] }: CheckOptions): Promise<string[]> {
  const problems: string[] = [];
  const isJapanese = htmlLang(locale) === 'ja';
  for (const found of await page.evaluate(readTexts)) {
    const { text, needsRuby } = found;
    const ours = typed.reduce((rest, word) => rest.replaceAll(word, ''), text);
    if (LEFTOVER.test(ours)) problems.push(`a value is missing: 「${text}」`);
    if (KEY.test(ours) && !NOT_A_KEY.test(ours)) problems.push(`a text is missing: 「${text}」`);
    if (!isJapanese) problems.push(...foreignProblems({ ...found, text: ours }, locale));
    // A kanji without a reading is one that a learner can not read.
    if (locale === 'ja-easy' && needsRuby && KANJI.test(ours)) {
      problems.push(`kanji without a reading: 「${text}」`);
    }
  }
  return problems;
}

async function frameProblems(page: Page, locale: Locale): Promise<string[]> {
  const problems: string[] = [];
  const { headings, title, lang } = await page.evaluate(readFrame);
  if (headings !== 1) problems.push(`the page has ${headings} h1`);
  if (title.trim() === '') problems.push('the title is empty');
  if (lang !== htmlLang(locale)) problems.push(`lang is ${lang} on a page in ${locale}`);
  return problems;
}

interface Layout {
  readonly wide: readonly string[];
  readonly small: readonly string[];
  readonly growth: number;
  readonly wideAtDouble: readonly string[];
}

/** All that is measured at one width, in one visit to the page. */
const MEASURE = `(() => {
  const wide = (${findOverflow})();
  const small = (${findSmallTargets})(${LEAST_TARGET});
  const growth = (${enlargeText})();
  const wideAtDouble = (${findOverflow})();
  (${restoreText})();
  return { wide, small, growth, wideAtDouble };
})()`;

async function layoutProblems(page: Page, width: number): Promise<string[]> {
  const { wide, small, growth, wideAtDouble } = (await page.evaluate(MEASURE)) as Layout;
  const found = [...wide, ...small.map((text) => `small target: ${text}`)];
  if (growth < 1.9) found.push(`text does not grow with the reader's setting (× ${growth})`);
  found.push(...wideAtDouble.map((text) => `at 200 % text: ${text}`));
  return found.map((text) => `${width} px: ${text}`);
}

/** Everything that is wrong with the page that the tab shows; an empty list is a good page. */
export async function pageProblems(page: Page, options: CheckOptions): Promise<string[]> {
  const source = await sourceOf(page);
  const problems = [
    ...(source === undefined ? [] : await invalidHtml(source)),
    ...(await axeProblems(page)),
    ...(await frameProblems(page, options.locale)),
    ...(await wordProblems(page, options)),
  ];
  const now = page.viewportSize() ?? { width: 390, height: 844 };
  for (const width of new Set([now.width, ...(options.widths ?? [])])) {
    await page.setViewportSize({ width, height: now.height });
    problems.push(...(await layoutProblems(page, width)));
  }
  await page.setViewportSize(now);
  return [...new Set(problems)].map((problem) => `${new URL(page.url()).pathname} ${problem}`);
}

/** Goes through the page with the Tab key alone: every stop must show itself, and the action be one. */
export async function keyboardProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  const hasAction = (await page.locator('main button:visible, main a.button:visible').count()) > 0;
  let reachesAction = false;
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(describeFocus);
    if (focus === undefined) break;
    if (!focus.ring) problems.push(`focus can not be seen on ${focus.name}`);
    if (focus.covered) problems.push(`focus is covered on ${focus.name}`);
    reachesAction ||= focus.isAction;
  }
  if (hasAction && !reachesAction) problems.push('the Tab key reaches no action in main');
  return problems;
}
