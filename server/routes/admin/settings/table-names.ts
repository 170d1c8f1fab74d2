import { townFileName } from '../../../domain/settings/town-file-name.ts';
import type { Services } from '../../../services.ts';
import { languageName } from '../language-names.ts';

/** Tables that the sample town has; others are known by their file. */
const TABLES: Readonly<Record<string, string>> = {
  bulky_items: '粗大ごみの品目',
  facility_fees: '施設の料金',
};

/** What an admin calls a file of the town: a table by what is in it, with its language. */
export function nameOfFile(services: Services, path: string): string {
  const [, table = '', locale] =
    /^catalogues\/([a-z0-9_]+)(?:\.([a-zA-Z-]+))?\.csv$/.exec(path) ?? [];
  const name = TABLES[table] ?? townFileName(path) ?? path;
  return locale === undefined ? name : `${name}（${languageName(services, locale)}）`;
}
