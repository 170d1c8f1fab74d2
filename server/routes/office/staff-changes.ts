import type { FastifyReply, FastifyRequest } from 'fastify';
import { staffName } from '../../domain/staff/add-staff.ts';
import { addRole, endRole, type RoleChange, transfer } from '../../domain/staff/change-roles.ts';
import { changeRoles, renewPassphrase } from '../../domain/staff/manage-staff.ts';
import type { Staff } from '../../domain/staff/staff.ts';
import type { StaffChange } from '../../domain/staff/staff-store.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { memberOf, memberPage, type RefusedForm } from './staff-member.ts';
import { showOnNextPage } from './staff-once.ts';
import { ROLE_PROBLEMS, sectionNames } from './staff-words.ts';

/** One change of an account, asked for by a form of its page. */
interface Wish {
  readonly services: Services;
  readonly staff: Staff;
  readonly by: StaffChange;
  readonly posted: (name: string) => string;
  readonly reply: FastifyReply;
}

type Refusal = Pick<RefusedForm, 'error' | 'typed'>;
type Action = (wish: Wish) => Promise<Refusal | null>;

const textsOf = (posted: Wish['posted'], names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, posted(name)]));

async function roles(
  { services, staff, by, posted }: Wish,
  change: RoleChange,
  names: readonly string[],
): Promise<Refusal | null> {
  const problem = await changeRoles(services.stores.staff, { staff, change, by });
  return problem && { error: ROLE_PROBLEMS[problem], typed: textsOf(posted, names) };
}

const keysOf = (services: Services) => [...sectionNames(services).keys()];

const ACTIONS: Readonly<Record<string, Action>> = {
  name: async ({ services, staff, by, posted }) => {
    const name = staffName(posted('name'));
    if (name === '') {
      const error = '名前を入力してください（60文字まで）。例：佐藤 花子';
      return { error, typed: { name: posted('name') } };
    }
    await services.stores.staff.rename(staff.id, name, by);
    return null;
  },
  roles: (wish) => {
    const names = ['role', 'section', 'from', 'to'] as const;
    const [role, section, from, to] = names.map(wish.posted) as [string, string, string, string];
    const wanted = { role, section, from, to };
    return roles(wish, addRole(wish.staff.roles, wanted, keysOf(wish.services)), names);
  },
  'role-end': (wish) => {
    const wanted = { key: wish.posted('key'), to: wish.posted('to') };
    return roles(wish, endRole(wish.staff.roles, wanted), ['key', 'to']);
  },
  transfer: (wish) => {
    const wanted = { section: wish.posted('section'), day: wish.posted('day') };
    const change = transfer(wish.staff.roles, wanted, keysOf(wish.services));
    return roles(wish, change, ['section', 'day']);
  },
  passphrase: async ({ services, staff, by, reply }) => {
    const { passphrase } = await renewPassphrase(services.stores.staff, staff, by);
    showOnNextPage(services, reply, { staffId: staff.id, passphrase });
    return null;
  },
  'second-factor': async ({ services, staff, by }) => {
    await services.stores.staff.removeSecondFactors(staff.id, by);
    return null;
  },
  'single-sign-on': async ({ services, staff, by }) => {
    await services.stores.staff.unlinkSingleSignOn(staff.id, by);
    return null;
  },
  leave: async ({ services, staff, by }) => {
    if (by.actor === `staff:${staff.login}`) {
      const error = '自分の退職・異動は、ほかのシステム管理者に頼んでください。';
      return { error, typed: {} };
    }
    await services.stores.staff.leave(staff.id, by);
    return null;
  },
};

export const MEMBER_ACTIONS = Object.keys(ACTIONS);

/** Does what one of the forms asks; a leaver's account stays as it is. */
export async function changeMember(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
) {
  const staff = await memberOf(services, request);
  const page = officePaths.staffMember(staff.id);
  if (staff.leftAt !== null) return reply.redirect(page, 303);
  const by = { actor: `staff:${request.staff?.login}`, at: services.clock.now() };
  const posted = postedText(request);
  const refusal = await ACTIONS[name]?.({ services, staff, by, posted, reply });
  if (!refusal) return reply.redirect(`${page}?said=${name}`, 303);
  const refused = { form: name as RefusedForm['form'], ...refusal };
  return memberPage(services, request, reply, { staff, refused });
}
