import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import type { ActorNames } from './actor-names.ts';
import type { OpenCase } from './open-case.ts';

export interface Viewer {
  readonly who: string;
  readonly at: Html;
  readonly what: string;
}

const WHAT: Readonly<Record<string, string>> = {
  'case.viewed': '申請を見ました',
  'case.file_opened': '書類を開きました',
  'case.printed': '申請書を印刷しました',
  'application.individual_numbers_opened': '個人番号を見ました',
};

const SHOWN = 8;
/** Entries of the log: some weeks of a town, some milliseconds of everybody's time. */
const MOST_LOOKED_AT = 30_000;

/** Opening a case is written down before anything of it is shown. */
export async function noteViewing(
  { stores, clock }: Services,
  { application, by }: Pick<OpenCase, 'application' | 'by'>,
  action: 'case.viewed' | 'case.file_opened' | 'case.printed',
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  await stores.audit.append({
    at: clock.now(),
    actor: by,
    action,
    subject: application.id,
    detail,
  });
}

/**
 * Who looked at the case, the latest first, once for each person and thing. The log is looked
 * through from its end and only so far (`AuditStore.page`): `isPart` says that older ones may exist.
 */
export async function viewersOf(
  { stores }: Services,
  { application }: OpenCase,
  words: Words,
  names: ActorNames,
): Promise<{ readonly list: readonly Viewer[]; readonly isPart: boolean }> {
  const filter = { about: [application.id], actions: { any: Object.keys(WHAT), none: [] } };
  const { entries, next } = await stores.audit.page(filter, null, 50, MOST_LOOKED_AT);
  const latest = new Map(
    entries.toReversed().map((entry) => [`${entry.actor} ${entry.action}`, entry]),
  );
  const list = [...latest.values()]
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, SHOWN)
    .map(({ actor, at, action }) => ({
      who: names.ofActor(actor),
      at: momentText(words, at),
      what: WHAT[action] ?? action,
    }));
  return { list, isPart: next !== null };
}
