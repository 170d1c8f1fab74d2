import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../procedures/procedure.ts';
import { readSource } from '../procedures/source-file.ts';
import { TownFileError } from '../procedures/town-file-error.ts';
import { shapeWords } from '../settings/shape-words.ts';
import { grantProblems } from './grant-rules.ts';
import { type Grants, PERMISSIONS, STAFF_ROLES } from './roles.ts';
import { grantsOf, leastGrants, TOWN_GRANTS } from './town-grants.ts';

/** Who may do what in this town. Without it the shipped table holds. */
export const GRANTS_FILE = 'permissions.yaml';

const lineOf = (text: string, word: string) =>
  Math.max(1, text.split('\n').findIndex((line) => new RegExp(`^\\s*${word}\\b`).test(line)) + 1);

function dataOf(text: string): unknown {
  const { source, findings } = readSource(GRANTS_FILE, text);
  if (findings[0]) throw new TownFileError(findings[0]);
  return source.data ?? {};
}

/** @throws when the file can't be read as one: better no start than rights that were taken away */
export function parseGrants(text: string): {
  readonly grants: Grants;
  readonly findings: readonly Finding[];
} {
  const read = TOWN_GRANTS.safeParse(dataOf(text), { reportInput: true });
  if (!read.success) {
    const [issue] = read.error.issues;
    if (!issue) throw read.error;
    const { message, mend, path } = shapeWords(issue, STAFF_ROLES);
    const word = path.findLast((part) => typeof part === 'string') ?? '';
    const line = lineOf(text, String(word).replaceAll('.', '\\.'));
    throw new TownFileError({ file: GRANTS_FILE, line, code: 'permissions', message, mend });
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
