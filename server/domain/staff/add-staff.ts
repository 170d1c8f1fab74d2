import { randomUUID } from 'node:crypto';
import { countCharacters, tidyLine } from '../../lib/japanese-text.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import { addRole, type RoleProblem, type WantedRole } from './change-roles.ts';
import { isLogin, normaliseLogin } from './login.ts';
import { newTemporaryPassphrase, type TemporaryPassphrase } from './passphrase-hash.ts';
import type { StaffChange, StaffStore } from './staff-store.ts';

const LONGEST_NAME = 60;

export interface WantedStaff extends WantedRole {
  readonly login: string;
  readonly name: string;
}

export interface WantedStaffProblems {
  readonly login?: 'login_invalid' | 'login_taken';
  readonly name?: 'name_invalid';
  readonly role?: RoleProblem;
}

export type AddStaffOutcome =
  | { readonly id: string; readonly temporary: TemporaryPassphrase; readonly problems?: undefined }
  | { readonly problems: WantedStaffProblems };

/** A name as typed, or '' when it can't be one. */
export function staffName(typed: string): string {
  const name = tidyLine(typed);
  return countCharacters(name) <= LONGEST_NAME ? name : '';
}

/** A new account with its first role and a temporary passphrase, to be handed over in person. */
export async function addStaff(
  store: StaffStore,
  wanted: WantedStaff,
  { sections, by }: { readonly sections: readonly string[]; readonly by: StaffChange },
): Promise<AddStaffOutcome> {
  const login = normaliseLogin(wanted.login);
  const name = staffName(wanted.name);
  const change = addRole([], wanted, sections);
  const problems: WantedStaffProblems = {
    ...(!isLogin(login) && { login: 'login_invalid' }),
    ...(name === '' && { name: 'name_invalid' }),
    ...(change.problem && { role: change.problem }),
  };
  if (change.problem || Object.keys(problems).length > 0) return { problems };
  if (await store.findByLogin(login)) return { problems: { login: 'login_taken' } };
  const temporary = await newTemporaryPassphrase(todayInTokyo(by.at));
  const id = randomUUID();
  const account = { id, login, name, roles: change.roles, passphraseHash: temporary.hash };
  const isAdded = await store.add(account, by);
  return isAdded ? { id, temporary } : { problems: { login: 'login_taken' } };
}
