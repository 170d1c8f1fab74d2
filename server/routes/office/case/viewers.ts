import type { ViewAction } from '../../../domain/cases/case-view-log.ts';
import type { Words } from '../../../http/words.ts';
import type { Html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { momentText } from '../../apply/format-text.ts';
import type { ActorNames } from './actor-names.ts';
import type { OpenCase } from './open-case.ts';

interface Viewer {
  readonly who: string;
  readonly at: Html;
  readonly what: string;
}

const WHAT: Readonly<Record<ViewAction, string>> = {
  'case.viewed': '申請を見ました',
  'case.file_opened': '書類を開きました',
  'case.printed': '申請書を印刷しました',
  'case.sealed_fetched': '封をしたファイルを受け取りました',
  'decision.seen': '代わりに決裁されたものを確かめました',
  'case.individual_numbers_asked': '個人番号を見ました',
  'access.kept_back': '開こうとしました（支援措置のため、見ていません）',
};

const SHOWN = 8;

/** Opening a case is written down before anything of it is shown. */
export function noteViewing(
  { stores, clock }: Services,
  { application, by, staffId }: OpenCase,
  action: ViewAction,
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  const view = { applicationId: application.id, staffId, actor: by, action, at: clock.now() };
  return stores.caseViews.note({ ...view, detail });
}

/** Who looked at the case, the latest first: the last time of each person, and of each way. */
export async function viewersOf(
  { stores }: Services,
  { application }: OpenCase,
  words: Words,
  names: ActorNames,
): Promise<{ readonly list: readonly Viewer[]; readonly more: number }> {
  const views = await stores.caseViews.list(application.id);
  return {
    list: views.slice(0, SHOWN).map(({ staffId, at, action }) => ({
      who: names.ofStaff(staffId),
      at: momentText(words, at),
      what: WHAT[action],
    })),
    more: Math.max(0, views.length - SHOWN),
  };
}
