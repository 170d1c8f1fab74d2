import { mayDo } from '../../domain/staff/staff.ts';
import type { VersionHead } from '../../domain/versions/version.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

const MOST_NAMED = 4;
const NOBODY =
  '確認できる人が、まだいません。ほかの手続管理者か、担当の課の課長を、システム管理者に登録してもらってください。';

/** Whom to ask: everybody who may look at that version and had no hand in it, by name. */
export async function reviewersInWords(
  { stores, clock, live }: Services,
  { id, section, createdBy, changedBy }: VersionHead,
): Promise<string> {
  const own = new Set([createdBy, changedBy, ...(await stores.versions.editors(id))]);
  const scene = { day: todayInTokyo(clock.now()), grants: live.grants, section };
  const names = (await stores.staff.list())
    .filter(({ login, leftAt }) => leftAt === null && !own.has(login))
    .filter((staff) => mayDo(staff, 'procedures.review', scene))
    .map(({ name }) => `${name}さん`);
  if (names.length === 0) return NOBODY;
  const rest = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).join('、');
  return `確認できる人：${named}${rest > 0 ? `、ほか${rest}人` : ''}`;
}
