import { adminPaths } from '../../../http/admin-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { peopleOf } from './proposal-words.ts';
import { nameOfFile } from './table-names.ts';

const dayOf = (at: Date) => formatJstDate(todayInTokyo(at), 'ja');

/** What somebody has put together and nobody has published, also files that are new; and keys. */
export async function waitingSettings(services: Services) {
  const { stores, library } = services;
  const person = await peopleOf(services);
  const files = (await stores.townFiles.proposals()).map(({ path, note, by, at }) => ({
    href: adminPaths.settingFile(path),
    name: nameOfFile(services, path),
    note,
    by: person(by),
    at: dayOf(at),
  }));
  const keys = (await stores.keyChanges.waiting()).map(({ section, askedBy, askedAt }) => ({
    href: adminPaths.sectionKey(section),
    name: `${library.municipality.sections[section]?.name['ja'] ?? section}の封をする鍵`,
    note: 'ほかの人の確認を待っています',
    by: person(askedBy),
    at: dayOf(askedAt),
  }));
  return [...keys, ...files];
}
