import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'yaml';
import { DEFAULT_LOCALE, htmlLang, type Locale } from '../../../domain/procedures/locale.ts';
import type { TranslationProblem } from '../../../domain/translations/check-translation.ts';
import { termsIn } from '../../../domain/translations/glossary.ts';
import { phraseUses } from '../../../domain/translations/phrase-uses.ts';
import { propose } from '../../../domain/translations/propose.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import { plainText, rubyHtml } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';
import { glossariesOf } from '../translations-desk.ts';
import { townText } from './propose-edit.ts';

export const PHRASES_URL = adminPaths.setting('phrases');

/** Rows of one page. */
const MOST_ROWS = 60;

/** What a book is about; one that is not named here is called by its file. */
const BOOKS: Readonly<Record<string, string>> = {
  common: 'どの手続きでも使う文',
  town: '水道・施設・ごみなど',
  child: '児童手当',
  childcare: '保育',
  care: '介護保険',
  resident: '住民登録・証明書',
};

type Texts = Readonly<Record<string, string>>;

export interface AskedPhrases {
  readonly locale: Locale;
  readonly book: string;
  readonly books: readonly string[];
  /** Of the language that is edited. */
  readonly path: string;
  readonly text: string;
  readonly japanese: Texts;
  readonly translations: Texts;
  readonly q: string;
}

const pathOf = (book: string, locale: Locale) => `phrases/${book}.${locale}.yaml`;

/** A file of phrases that somebody has put together wrongly is mended first, on its own page. */
export class UnreadablePhrases extends Error {
  override readonly name = 'UnreadablePhrases';
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

function textsOf(path: string, text: string): Texts {
  try {
    const read: unknown = parse(text) ?? {};
    if (typeof read !== 'object' || Array.isArray(read)) throw new UnreadablePhrases(path);
    const all = Object.entries(read as object);
    return Object.fromEntries(all.map(([key, value]) => [key, String(value)]));
  } catch {
    throw new UnreadablePhrases(path);
  }
}

/** @throws UnreadablePhrases */
export async function askedPhrases(
  services: Services,
  request: FastifyRequest,
): Promise<AskedPhrases> {
  const { language = '', book: wanted = '', q = '' } = request.query as Record<string, string>;
  const { languages } = services.library.municipality;
  const locale = languages.find((one) => one === language) ?? DEFAULT_LOCALE;
  const files = await readdir(join(services.townDesk.folder(), 'phrases')).catch(() => []);
  const books = files.flatMap((name) => /^([a-z0-9_-]+)\.ja\.yaml$/.exec(name)?.[1] ?? []);
  const known = await bookOf(services, books, String(q));
  const book =
    books.find((one) => one === wanted) ?? known ?? books.find((one) => one === 'common');
  const chosen = book ?? books[0] ?? 'common';
  const path = pathOf(chosen, locale);
  const ja = pathOf(chosen, DEFAULT_LOCALE);
  const [text, japanese] = await Promise.all([townText(services, path), townText(services, ja)]);
  const translations = textsOf(path, text);
  return {
    ...{ locale, book: chosen, books, path, text, translations, q: String(q) },
    japanese: textsOf(ja, japanese),
  };
}

export function phrasesUrl(locale: Locale, book: string, more: Texts = {}): string {
  return `${PHRASES_URL}?${new URLSearchParams({ language: locale, book, ...more })}`;
}

/** The book that has this very phrase: the translations of a version lead here by its name alone. */
async function bookOf(services: Services, books: readonly string[], key: string) {
  if (!/^[a-z][a-z0-9_.-]+$/.test(key)) return undefined;
  for (const book of books) {
    const path = pathOf(book, DEFAULT_LOCALE);
    if (key in textsOf(path, await townText(services, path))) return book;
  }
  return undefined;
}

/** Where a phrase is kept. */
export const phraseUrl = (locale: Locale, key: string) =>
  `${PHRASES_URL}?${new URLSearchParams({ language: locale, q: key })}#${encodeURIComponent(key)}`;

export interface TypedPhrase {
  readonly key: string;
  readonly text: string;
  readonly problems: readonly TranslationProblem[];
}

/** Files that wait to be published, of all languages. */
async function waitingFiles(services: Services) {
  const all = await services.stores.townFiles.proposals();
  return all
    .filter(({ path }) => path.startsWith('phrases/'))
    .map(({ path }) => ({ path, href: adminPaths.settingFile(path) }));
}

function rowsOf(
  services: Services,
  { locale, japanese, translations, q }: AskedPhrases,
  uses: (key: string) => number,
  typed?: TypedPhrase,
) {
  const isJapanese = locale === DEFAULT_LOCALE;
  const { town, procedures } = services.library;
  const glossaries = glossariesOf(services);
  const glossary = glossaries.get(locale) ?? new Map();
  const wanted = q.normalize('NFKC').toLowerCase();
  return Object.entries(japanese)
    .filter(([key, said]) => {
      const all = `${key} ${said} ${translations[key] ?? ''}`.normalize('NFKC').toLowerCase();
      return key === typed?.key || all.includes(wanted);
    })
    .map(([key, said]) => {
      const mine = typed?.key === key ? typed : undefined;
      const text = mine?.text ?? translations[key] ?? '';
      const isMissing = (translations[key] ?? '') === '';
      const proposals = isMissing && !isJapanese;
      const found = proposals ? propose({ town, procedures, glossaries }, locale, said).whole : [];
      return {
        key,
        japanese: rubyHtml(said),
        plain: plainText(said).slice(0, 40),
        text,
        isMissing,
        uses: uses(key),
        rows: Math.max(1, Math.min(6, Math.ceil((text.length || said.length) / 36))),
        problems: mine?.problems ?? [],
        terms: isJapanese ? [] : termsIn(said, glossary),
        proposals: found.map((one) => one.text),
      };
    });
}

export async function phrasesPage(
  services: Services,
  reply: FastifyReply,
  asked: AskedPhrases,
  typed?: TypedPhrase,
) {
  if (typed) reply.code(422);
  const { locale, book, books, q } = asked;
  const { said = '', at = '1' } = reply.request.query as Record<string, string>;
  const uses = await phraseUses(services.townDesk.folder());
  const rows = rowsOf(services, asked, uses, typed);
  const pages = Math.max(1, Math.ceil(rows.length / MOST_ROWS));
  const place = rows.findIndex(({ key }) => key === typed?.key);
  const page = typed ? Math.floor(place / MOST_ROWS) + 1 : Math.min(Number(at) || 1, pages);
  return reply.officePage('admin/settings-phrases', {
    title: `よく使う文：${languageName(services, locale)}`,
    styles: ['admin-translations.css', 'admin-settings.css'],
    hasErrors: typed !== undefined,
    errorSummary: {
      errors: (typed?.problems ?? []).map(({ message, mend }) => ({
        href: `#${typed?.key}`,
        text: message + mend,
      })),
    },
    said: said === 'saved',
    back: adminPaths.settings(),
    url: PHRASES_URL,
    action: phrasesUrl(locale, book, { ...(q && { q }), at: String(page) }),
    locale,
    lang: htmlLang(locale),
    isJapanese: locale === DEFAULT_LOCALE,
    isEasy: locale === 'ja-easy',
    book,
    q,
    waiting: await waitingFiles(services),
    books: books.map((key) => ({ key, name: BOOKS[key] ?? key })),
    languages: services.library.municipality.languages.map((one) => ({
      name: languageName(services, one),
      href: phrasesUrl(one, book, q ? { q } : {}),
      current: one === locale,
    })),
    total: rows.length,
    missing: rows.filter(({ isMissing }) => isMissing).length,
    rows: rows.slice((page - 1) * MOST_ROWS, page * MOST_ROWS),
    others: Array.from({ length: pages }, (_, index) => ({
      number: index + 1,
      href: phrasesUrl(locale, book, { ...(q && { q }), at: String(index + 1) }),
      current: index + 1 === page,
    })),
  });
}
