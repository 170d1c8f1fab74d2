import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { rolesOn } from '../../domain/staff/staff.ts';
import type { Passkey, StaffSession } from '../../domain/staff/staff-store.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { FACTOR_LABELS, roleDays, roleName } from './staff-words.ts';

interface Parts {
  readonly staff: SignedInStaff;
  readonly sections: ReadonlyMap<string, string>;
  readonly offersSingleSignOn: boolean;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly StaffSession[];
  readonly sessionHash: string;
  readonly today: string;
  readonly said?: string;
}

/** One's own account: who one is here, and how one gets in. */
export function accountView({ staff, sections, passkeys, sessions, ...rest }: Parts) {
  const { sessionHash, today, said, offersSingleSignOn } = rest;
  const now = rolesOn(staff, today);
  const line = (role: (typeof now)[number]) => ({
    name: roleName(role, sections),
    days: roleDays(role),
  });
  return {
    title: '自分のアカウント',
    styles: ['office-account.css'],
    said,
    login: staff.login,
    name: staff.name,
    roles: now.map(line),
    comingRoles: staff.roles.filter(({ from }) => from > today).map(line),
    passphrase: staff.passphrase,
    hasTotp: staff.hasTotp,
    offersSingleSignOn,
    hasSingleSignOn: staff.hasSingleSignOn,
    passkeys: passkeys.map(({ id, name, createdAt }) => ({
      id,
      name,
      added: formatJstDate(todayInTokyo(createdAt), 'ja'),
    })),
    sessions: sessions.map((session) => ({
      isThis: session.sessionHash === sessionHash,
      started: formatJstMoment(session.startedAt, 'ja'),
      seen: formatJstMoment(session.lastSeenAt, 'ja'),
      way: FACTOR_LABELS[session.secondFactor],
    })),
  };
}
