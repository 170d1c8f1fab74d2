import type { FastifyReply } from 'fastify';
import { DEFAULT_LOCALE, htmlLang } from '../../../domain/procedures/locale.ts';
import { phraseUses } from '../../../domain/translations/phrase-uses.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';
import type { AskedPhrases } from './asked-phrases.ts';
import { bookName, isPhraseFile, phraseFileName } from './phrase-names.ts';
import { phraseRows, type TypedPhrase } from './phrase-rows.ts';
import { PHRASES_TOGETHER_URL, PHRASES_URL, phrasesUrl } from './phrase-urls.ts';

/** Rows of one page. */
const MOST_ROWS = 60;

/** Files that wait to be published, of all languages. */
async function waitingFiles(services: Services) {
  const all = await services.stores.townFiles.proposals();
  return all
    .filter(({ path }) => isPhraseFile(path))
    .map(({ path }) => ({
      path,
      name: phraseFileName(services, path),
      href: adminPaths.settingFile(path),
    }));
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
  const rows = phraseRows(services, asked, uses, typed);
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
    published: said === 'published',
    together: PHRASES_TOGETHER_URL,
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
    books: books.map((key) => ({ key, name: bookName(key) })),
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
