import type { FastifyReply, FastifyRequest } from 'fastify';
import { addStaff, type WantedStaffProblems } from '../../domain/staff/add-staff.ts';
import { STAFF_ROLES } from '../../domain/staff/roles.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { showOnNextPage } from './staff-once.ts';
import { ROLE_LABELS, ROLE_PROBLEMS, sectionNames } from './staff-words.ts';

const LOGIN_PROBLEMS = {
  login_invalid:
    'ログイン名は、半角の英小文字で始め、英小文字、数字、-、_、. で3〜40文字にしてください。例：sato-hanako',
  login_taken: 'このログイン名は、もう使われています。別の名前にしてください。例：sato-hanako2',
} as const;

const NAME_PROBLEM = '名前を入力してください（60文字まで）。例：佐藤 花子';

/** What the role fields of a form offer. */
export function roleChoices(services: Services) {
  return {
    roles: STAFF_ROLES.map((key) => ({ key, name: ROLE_LABELS[key] })),
    sections: [...sectionNames(services)].map(([key, name]) => ({ key, name })),
  };
}

export interface TypedStaff {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly section: string;
  readonly from: string;
  readonly to: string;
}

export function staffNewPage(
  services: Services,
  reply: FastifyReply,
  { typed, problems = {} }: { typed?: TypedStaff; problems?: WantedStaffProblems } = {},
): Promise<string> {
  const errors = {
    login: problems.login && LOGIN_PROBLEMS[problems.login],
    name: problems.name && NAME_PROBLEM,
    role: problems.role && ROLE_PROBLEMS[problems.role],
  };
  const found = Object.entries(errors).flatMap(([field, text]) =>
    text ? [{ href: `#${field}`, text }] : [],
  );
  if (found.length > 0) reply.code(422);
  const from = todayInTokyo(services.clock.now());
  return reply.officePage('office/staff-new', {
    title: '職員を加える',
    styles: ['office-account.css'],
    hasErrors: found.length > 0,
    errors,
    found,
    typed: typed ?? { login: '', name: '', role: '', section: '', from, to: '' },
    choices: roleChoices(services),
  });
}

export async function addNewStaff(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const posted = postedText(request);
  const typed: TypedStaff = {
    login: posted('login'),
    name: posted('name'),
    role: posted('role'),
    section: posted('section'),
    from: posted('from'),
    to: posted('to'),
  };
  const outcome = await addStaff(services.stores.staff, typed, {
    sections: [...sectionNames(services).keys()],
    by: { actor: `staff:${request.staff?.login}`, at: services.clock.now() },
  });
  if (outcome.problems) return staffNewPage(services, reply, { typed, ...outcome });
  const { id, temporary } = outcome;
  showOnNextPage(services, reply, { staffId: id, passphrase: temporary.passphrase });
  return reply.redirect(officePaths.staffMember(id), 303);
}
