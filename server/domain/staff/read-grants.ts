import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Finding } from '../procedures/procedure.ts';
import { grantProblems } from './grant-rules.ts';
import { type Grants, PERMISSIONS } from './roles.ts';
import { grantsOf, leastGrants, TOWN_GRANTS } from './town-grants.ts';

/** Who may do what in this town. Without it the shipped table holds. */
export const GRANTS_FILE = 'permissions.yaml';

const lineOf = (text: string, word: string) =>
  Math.max(1, text.split('\n').findIndex((line) => new RegExp(`^\\s*${word}\\b`).test(line)) + 1);

/** @throws when the file can't be read as one: better no start than rights that were taken away */
export function parseGrants(text: string): {
  readonly grants: Grants;
  readonly findings: readonly Finding[];
} {
  const read = TOWN_GRANTS.safeParse(parse(text) ?? {});
  if (!read.success) {
    throw new Error(`${GRANTS_FILE} が読めません。\n${z.prettifyError(read.error)}`);
  }
  const grants = grantsOf(read.data);
  const findings = grantProblems(grants).map(
    ({ role, text: message }): Finding => ({
      level: 'error',
      file: GRANTS_FILE,
      line: role === undefined ? 1 : lineOf(text, role),
      code: 'permissions',
      message,
      mend: '「だれが何をできるか」のページで直してください。',
    }),
  );
  return { grants: findings.length === 0 ? grants : leastGrants(read.data), findings };
}

export function readGrants(folder: string): ReturnType<typeof parseGrants> {
  const file = join(folder, GRANTS_FILE);
  return existsSync(file)
    ? parseGrants(readFileSync(file, 'utf8'))
    : { grants: PERMISSIONS, findings: [] };
}
