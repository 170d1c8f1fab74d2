import { parseArgs } from 'node:util';
import { addStaff } from '../domain/staff/add-staff.ts';
import { normaliseLogin } from '../domain/staff/login.ts';
import { renewPassphrase } from '../domain/staff/manage-staff.ts';
import type { TemporaryPassphrase } from '../domain/staff/passphrase-hash.ts';
import { rolesOn, type Staff } from '../domain/staff/staff.ts';
import type { StaffChange } from '../domain/staff/staff-store.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import {
  ROLE_LABELS,
  ROLE_PROBLEMS,
  roleName,
  sectionNames,
} from '../routes/office/staff-words.ts';
import type { Services } from '../services.ts';
import { CommandError } from './run-command.ts';

const USAGE = `使い方：npm run staff -- <すること>
  list                                      職員を見る
  add <ログイン名> <名前> --role <役割>       職員を加え、仮のパスフレーズを出す
      [--section <課>] [--from <日>] [--to <日>]
  passphrase <ログイン名>                    仮のパスフレーズを作り直す
  leave <ログイン名>                         退職・異動（サインインをすべて終わらせる）
役割：${Object.entries(ROLE_LABELS)
  .map(([key, label]) => `${key}（${label}）`)
  .join('、')}`;

interface Call {
  readonly say: (text: string) => void;
  readonly services: Services;
  readonly rest: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly by: StaffChange;
}

async function memberBy({ services, rest }: Call): Promise<Staff> {
  const login = normaliseLogin(rest[0] ?? '');
  const found = await services.stores.staff.findByLogin(login);
  if (found === undefined) throw new CommandError(`ログイン名 ${login} の職員はいません。`);
  if (found.leftAt !== null) throw new CommandError(`${login} は、もう退職・異動しています。`);
  return found;
}

function sayTemporary(
  say: Call['say'],
  login: string,
  { passphrase, lastDay }: TemporaryPassphrase,
) {
  say(`ログイン名：${login}\n仮のパスフレーズ：${passphrase}`);
  say(`${lastDay}までに一度サインインして、自分のパスフレーズに変えてください。`);
}

const COMMANDS: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  list: async ({ services, by, say }) => {
    const sections = sectionNames(services);
    const today = todayInTokyo(by.at);
    for (const staff of await services.stores.staff.list()) {
      const roles = rolesOn(staff, today).map((role) => roleName(role, sections));
      const state = staff.leftAt === null ? roles.join('、') || '役割なし' : '退職・異動';
      say(`${staff.login.padEnd(20)} ${staff.name}（${state}）`);
    }
  },
  add: async ({ services, rest: [login = '', name = ''], options, by, say }) => {
    const wanted = {
      login,
      name,
      role: options['role'] ?? '',
      section: options['section'] ?? '',
      from: options['from'] ?? todayInTokyo(by.at),
      to: options['to'] ?? '',
    };
    const sections = [...sectionNames(services).keys()];
    const outcome = await addStaff(services.stores.staff, wanted, { sections, by });
    if (!outcome.problems) return sayTemporary(say, normaliseLogin(login), outcome.temporary);
    const { login: wrongLogin, name: wrongName, role } = outcome.problems;
    const lines = [
      wrongLogin === 'login_taken' && `ログイン名 ${login} は、もう使われています。`,
      wrongLogin === 'login_invalid' && 'ログイン名は、英小文字で始めてください。例：sato-hanako',
      wrongName && '名前を書いてください。例："佐藤 花子"',
      role && ROLE_PROBLEMS[role],
      role === 'role_section_missing' && `課：${sections.join('、')}`,
    ];
    throw new CommandError(lines.filter(Boolean).join('\n'));
  },
  passphrase: async (call) => {
    const staff = await memberBy(call);
    const temporary = await renewPassphrase(call.services.stores.staff, staff, call.by);
    sayTemporary(call.say, staff.login, temporary);
  },
  leave: async (call) => {
    const staff = await memberBy(call);
    await call.services.stores.staff.leave(staff.id, call.by);
    call.say(`${staff.name}（${staff.login}）のサインインをすべて終わらせました。`);
  },
};

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { role: text, section: text, from: text, to: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return { values: {}, positionals: [] };
  }
}

/**
 * @param say prints a line
 * @returns the exit code: 0 done, 2 written wrong
 * @throws CommandError when it can't be
 */
export async function staffCommand(
  services: Services,
  args: readonly string[],
  say: (text: string) => void,
): Promise<number> {
  const { values: options, positionals } = parsed(args);
  const [name = '', ...rest] = positionals;
  const command = COMMANDS[name];
  if (command === undefined) {
    say(USAGE);
    return 2;
  }
  const by = { actor: 'system', at: services.clock.now() };
  await command({ services, rest, options, by, say });
  return 0;
}
