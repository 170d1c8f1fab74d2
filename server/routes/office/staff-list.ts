import type { FastifyReply, FastifyRequest } from 'fastify';
import { STAFF_ROLES } from '../../domain/staff/roles.ts';
import { rolesOn, type Staff } from '../../domain/staff/staff.ts';
import { officePaths } from '../../http/office-paths.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { ROLE_LABELS, roleDays, roleName, sectionNames } from './staff-words.ts';

/** How somebody proves who they are besides the passphrase. */
export function secondFactorText({ hasTotp, passkeys }: Staff): string {
  const ways = [...(hasTotp ? ['確認コード'] : []), ...(passkeys > 0 ? ['パスキー'] : [])];
  return ways.join('、') || 'なし';
}

function row(staff: Staff, sections: ReadonlyMap<string, string>, today: string) {
  const now = rolesOn(staff, today);
  const coming = staff.roles.filter(({ from }) => from > today);
  return {
    href: officePaths.staffMember(staff.id),
    login: staff.login,
    name: staff.name,
    roles: now.map((role) => roleName(role, sections)),
    coming: coming.map((role) => `${roleName(role, sections)}（${roleDays(role)}）`),
    secondFactor: secondFactorText(staff),
    isTemporary: staff.passphrase === 'temporary',
    left: staff.leftAt && formatJstDate(todayInTokyo(staff.leftAt), 'ja'),
  };
}

/** Who works here; `?section=`, `?role=` (who may do the grave things?), `?left` for who has gone. */
export async function staffList(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { section = '', role = '', left } = request.query as Record<string, string | undefined>;
  const today = todayInTokyo(services.clock.now());
  const sections = sectionNames(services);
  const all = await services.stores.staff.list();
  const shown = all
    .filter(({ leftAt }) => (leftAt !== null) === (left !== undefined))
    .filter(({ roles }) => section === '' || roles.some((one) => one.section === section))
    .filter(({ roles }) => role === '' || roles.some((one) => one.role === role));
  return reply.officePage('office/staff', {
    title: '職員',
    styles: ['office-account.css'],
    rows: shown.map((staff) => row(staff, sections, today)),
    section,
    role,
    roles: STAFF_ROLES.map((key) => ({ key, name: ROLE_LABELS[key] })),
    showsLeft: left !== undefined,
    sections: [...sections].map(([key, name]) => ({ key, name })),
  });
}
