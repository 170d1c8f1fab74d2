import type { KeyChange, KeyChangeState } from '../../../domain/settings/key-change.ts';
import { isSecretKey } from '../../../domain/settings/sealing-key.ts';
import { mayDo } from '../../../domain/staff/staff.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { PageModel } from '../../../http/page-context.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import { keyFingerprint } from '../../../lib/key-fingerprint.ts';
import type { Services } from '../../../services.ts';
import type { FieldError } from './field-errors.ts';
import { peopleOf } from './proposal-words.ts';
import { keyInForce, sealedOf } from './section-keys.ts';

const STATES: Readonly<Record<KeyChangeState, string>> = {
  asked: '確認待ち',
  confirmed: '確認済み',
  returned: '戻しました',
  withdrawn: '取りやめ',
};

const NOBODY =
  '確認できる人が、ほかにいません。手続管理者かシステム管理者を、もう1人登録してもらってください。';

/** A key with the digits that are read out on the telephone. */
export const keyShown = (key: string) => ({
  key,
  fingerprint: key === '' ? '' : keyFingerprint(key),
});

/** Whom to ask: everybody who may change settings, but for the one who asked. */
async function confirmers({ stores, clock, live }: Services, own: string): Promise<string> {
  const scene = { day: todayInTokyo(clock.now()), grants: live.grants };
  const names = (await stores.staff.list())
    .filter(({ login, leftAt }) => leftAt === null && login !== own)
    .filter((staff) => mayDo(staff, 'settings.manage', scene))
    .map(({ name }) => `${name}さん`);
  return names.length === 0 ? NOBODY : `確認できる人：${names.join('、')}`;
}

export interface KeyPageSaid {
  readonly typed?: string;
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
}

export async function keyPageView(
  services: Services,
  [section, name]: readonly [string, string],
  login: string,
  { typed = '', reason = '', errors = [] }: KeyPageSaid,
): Promise<PageModel> {
  const person = await peopleOf(services);
  const history = await services.stores.keyChanges.history(section);
  const [newest] = history;
  const waiting = newest?.state === 'asked' ? newest : undefined;
  const now = await keyInForce(services, section);
  const rowOf = (one: KeyChange) => ({
    ...{ number: one.number, state: STATES[one.state], reason: one.reason },
    ...{ before: keyShown(one.before), after: keyShown(one.key) },
    ...{ who: person(one.askedBy), at: formatJstMoment(one.askedAt, 'ja') },
    ended: one.endedBy === undefined ? '' : person(one.endedBy),
  });
  const url = adminPaths.sectionKey(section);
  return {
    title: `封をする鍵：${name}`,
    styles: ['admin-settings.css'],
    hasErrors: errors.length > 0,
    ...{ name, errors, reason, now: keyShown(now), action: url },
    ...{ confirm: `${url}/confirm`, return: `${url}/return` },
    back: adminPaths.section(section),
    // A secret key that was pasted by mistake is not sent back.
    typed: isSecretKey(typed) ? '' : typed,
    sealed: sealedOf(services, section),
    waiting: waiting && rowOf(waiting),
    isOwn: waiting?.askedBy === login,
    confirmers: waiting && (await confirmers(services, waiting.askedBy)),
    returned: newest?.state === 'returned' ? rowOf(newest) : undefined,
    history: history.filter(({ state }) => state !== 'asked').map(rowOf),
  };
}
