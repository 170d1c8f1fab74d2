import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';

/** What a book is about; one that is not named here is called by its file. */
const BOOKS: Readonly<Record<string, string>> = {
  common: 'どの手続きでも使う文',
  town: '水道・施設・ごみなど',
  child: '児童手当',
  childcare: '保育',
  care: '介護保険',
  resident: '住民登録・証明書',
};

export const bookName = (book: string) => BOOKS[book] ?? book;

export const isPhraseFile = (path: string) => path.startsWith('phrases/');

/** 「水道・施設・ごみなど（英語）」 */
export function phraseFileName(services: Services, path: string): string {
  const [, book = path, language = ''] = /^phrases\/([^.]+)\.([^.]+)\.yaml$/.exec(path) ?? [];
  const locale = services.library.municipality.languages.find((one) => one === language);
  return `${bookName(book)}（${locale ? languageName(services, locale) : language}）`;
}
