import { valueDifferences } from '../../../domain/settings/value-differences.ts';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { PageModel } from '../../../http/page-context.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { calendarPreview } from './calendar-preview.ts';
import { contentMark } from './content-mark.ts';
import { grantChanges } from './grants-proposal.ts';
import { brokenWords, peopleOf, troubleWords } from './proposal-words.ts';
import { publishedText, townText } from './propose-edit.ts';
import { nameOfFile } from './table-names.ts';

/** Longer texts are changed by uploading them. */
const MOST_TYPED = 60_000;

/** What a proposed file changes, for its table. */
export function differences(services: Services, path: string, before: string, after: string) {
  try {
    if (path === GRANTS_FILE) {
      const shown = grantChanges(services, after);
      return { count: shown.length, shown, more: 0 };
    }
    const { count, shown } = valueDifferences(path, before, after);
    return { count, shown, more: count - shown.length };
  } catch {
    return { count: 1, shown: [], more: 0 };
  }
}

async function proposal(services: Services, path: string, published: string) {
  const proposed = await services.stores.townFiles.proposed(path);
  if (proposed === undefined) return undefined;
  const { errors, broken, outdated } = await services.townDesk.check(proposed);
  const calendar = await calendarPreview(services, proposed);
  return {
    note: proposed.note,
    by: proposed.authors.map(await peopleOf(services)).join('、'),
    mark: contentMark(proposed.content),
    differences: differences(services, path, published, proposed.content),
    errors: troubleWords(services, path, errors),
    broken: brokenWords(services, broken),
    outdated: troubleWords(services, path, outdated),
    calendar,
    isGood: errors.length === 0 && broken.length === 0,
  };
}

export async function fileView(
  services: Services,
  path: string,
  { problem, typed }: { readonly problem?: string; readonly typed?: string },
): Promise<PageModel> {
  const published = await publishedText(services, path);
  const history = await services.stores.townFiles.history(path);
  const text = typed ?? (await townText(services, path));
  const name = nameOfFile(services, path);
  const person = await peopleOf(services);
  const url = (step: string) => adminPaths.settingFile(path).replace('/file?', `/file/${step}?`);
  return {
    title: `${name}：${path}`,
    styles: ['admin-figures.css', 'admin-settings.css'],
    hasErrors: problem !== undefined,
    problem,
    path,
    name,
    text,
    isTyped: text.length <= MOST_TYPED,
    proposal: await proposal(services, path, published),
    base: history[0]?.number ?? 0,
    back: adminPaths.settings(),
    action: adminPaths.settingFile(path),
    publish: url('publish'),
    withdraw: url('withdraw'),
    upload: url('upload'),
    restore: url('restore'),
    download: url('text'),
    history: history.map(({ number, note, by, at }) => ({
      number,
      note,
      by: person(by),
      at: formatJstDate(todayInTokyo(at), 'ja'),
    })),
  };
}
