import type { KeyChange, KeyChangeState } from '../../../domain/settings/key-change.ts';
import { isSecretKey } from '../../../domain/settings/sealing-key.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { PageModel } from '../../../http/page-context.ts';
import { formatJstMoment } from '../../../lib/japanese-calendar.ts';
import type { Services } from '../../../services.ts';
import type { FieldError } from './field-errors.ts';
import { confirmersInWords } from './key-confirmers.ts';
import { peopleOf } from './proposal-words.ts';
import { keyInForce, keyShown, sealedOf } from './section-keys.ts';

const STATES: Readonly<Record<KeyChangeState, string>> = {
  asked: '確認待ち',
  confirmed: '確認済み',
  returned: '戻しました',
  withdrawn: '取りやめ',
};

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
    confirmers: waiting && (await confirmersInWords(services, waiting.askedBy)),
    returned: newest?.state === 'returned' ? rowOf(newest) : undefined,
    history: history.filter(({ state }) => state !== 'asked').map(rowOf),
  };
}
