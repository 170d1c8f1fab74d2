import { mayDo } from '../../../domain/staff/staff.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';

const NOBODY =
  '確認できる人が、ほかにいません。手続管理者かシステム管理者を、もう1人登録してもらってください。';

/** Whom to ask: everybody who may change settings, but for the one who asked. */
export async function confirmersInWords(
  { stores, clock, live }: Services,
  own: string,
): Promise<string> {
  const scene = { day: todayInTokyo(clock.now()), grants: live.grants };
  const names = (await stores.staff.list())
    .filter(({ login, leftAt }) => leftAt === null && login !== own)
    .filter((staff) => mayDo(staff, 'settings.manage', scene))
    .map(({ name }) => `${name}さん`);
  return names.length === 0 ? NOBODY : `確認できる人：${names.join('、')}`;
}
