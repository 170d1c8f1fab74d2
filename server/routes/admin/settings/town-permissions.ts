import { parse } from 'yaml';
import { GRANTS_FILE } from '../../../domain/staff/read-grants.ts';
import { PERMISSIONS, type Permission, type StaffRole } from '../../../domain/staff/roles.ts';
import { TOWN_GRANTS, type TownGrants } from '../../../domain/staff/town-grants.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];

const GROUPS: readonly (readonly [string, RegExp])[] = [
  ['申請', /^(cases|decisions|absences|exports|messages)\./],
  ['お金', /^(fees|charges|refunds|till|bills|books|receipts)\./],
  ['窓口と住民情報', /^(counter|register|protections)\./],
  ['手続きと町の設定', /^(procedures|settings|inventory|figures)\./],
  ['職員とシステム', /^(office|staff|api_tokens|retention|audit|downtimes)\./],
];

/** Permissions by what they are about, for pages. */
export const PERMISSION_GROUPS = GROUPS.map(([name, pattern]) => ({
  name,
  permissions: ALL_PERMISSIONS.filter((one) => pattern.test(one)),
}));

/** What the town says: in force, or as somebody has proposed it. */
export async function townGrants(services: Services): Promise<TownGrants> {
  return TOWN_GRANTS.parse(parse(await townText(services, GRANTS_FILE)) ?? {});
}

export const roleUrl = (role: StaffRole) => `${adminPaths.setting('permissions')}/${role}`;
