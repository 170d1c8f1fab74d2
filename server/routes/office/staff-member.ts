import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { nextTransferDay, roleKey } from '../../domain/staff/change-roles.ts';
import { rolesOn, type Staff } from '../../domain/staff/staff.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { secondFactorText } from './staff-list.ts';
import { roleChoices } from './staff-new.ts';
import { shownOnce } from './staff-once.ts';
import { roleDays, roleName, sectionNames } from './staff-words.ts';

/** A form of the page that was refused: which, why, and what was typed. */
export interface RefusedForm {
  readonly form: 'name' | 'roles' | 'role-end' | 'transfer' | 'leave';
  readonly error: string;
  readonly typed: Readonly<Record<string, string>>;
}

const SAID: Readonly<Record<string, string>> = {
  name: '名前を変えました。',
  roles: '役割を足しました。',
  'role-end': '役割の期間を変えました。',
  transfer: '異動を入力しました。',
  'second-factor':
    '確認コードとパスキーを取り消しました。すべての端末のサインインを終わらせました。',
  'single-sign-on': 'シングルサインオンの結び付きを外しました。',
  leave: '退職・異動の手続きをしました。もうサインインできません。',
};

/** @throws DomainError page_not_found */
export async function memberOf({ stores }: Services, request: FastifyRequest): Promise<Staff> {
  const found = await stores.staff.find((request.params as { id: string }).id);
  if (found === undefined) throw new DomainError('page_not_found');
  return found;
}

function roleRows(staff: Staff, sections: ReadonlyMap<string, string>, today: string) {
  const now = rolesOn(staff, today);
  return staff.roles.map((role) => ({
    key: roleKey(role),
    name: roleName(role, sections),
    days: roleDays(role),
    to: role.to ?? '',
    state: now.includes(role) ? 'now' : role.from > today ? 'coming' : 'over',
  }));
}

export async function memberPage(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { staff, refused }: { readonly staff: Staff; readonly refused?: RefusedForm },
): Promise<string> {
  const today = todayInTokyo(services.clock.now());
  const { said = '' } = request.query as { said?: string };
  if (refused) reply.code(422);
  return reply.officePage('office/staff-member', {
    title: staff.name,
    styles: ['office-account.css'],
    hasErrors: refused !== undefined,
    refused,
    said: SAID[said],
    id: staff.id,
    login: staff.login,
    name: staff.name,
    isOwn: staff.id === request.staff?.id,
    left: staff.leftAt && formatJstDate(todayInTokyo(staff.leftAt), 'ja'),
    passphrase: staff.passphrase,
    secondFactor: secondFactorText(staff),
    hasSingleSignOn: staff.hasSingleSignOn,
    hasSecondFactor: staff.hasTotp || staff.passkeys > 0,
    roles: roleRows(staff, sectionNames(services), today),
    choices: roleChoices(services),
    today,
    transferDay: nextTransferDay(today),
    temporary: shownOnce(services, reply, staff.id),
    typed: refused?.typed ?? {},
  });
}

/** Before somebody goes: what will happen. */
export async function leavePage(
  services: Services,
  reply: FastifyReply,
  staff: Staff,
): Promise<string> {
  return reply.officePage('office/staff-leave', {
    title: `${staff.name}さんの退職・異動`,
    styles: ['office-account.css'],
    id: staff.id,
    name: staff.name,
    cases: await services.stores.staff.casesOf(staff.id),
  });
}
