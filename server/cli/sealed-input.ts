import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './run-command.ts';

const IDENTITY = /^AGE-SECRET-KEY-1[A-Z0-9]{58}$/;

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new CommandError(`${path} を読めません。名前と場所を確かめてください。`);
  }
}

/**
 * Secret keys of a file, one on each line, as age-keygen writes them.
 * @throws CommandError when it has none
 */
export function readIdentities(path: string): readonly string[] {
  const lines = readable(path, () => readFileSync(path, 'utf8')).split(/\r?\n/);
  const identities = lines.map((line) => line.trim()).filter((line) => IDENTITY.test(line));
  if (identities.length > 0) return identities;
  throw new CommandError(
    `${path} に、開く鍵（AGE-SECRET-KEY-1…）がありません。「npm run sealing-key」で作ったファイルを指定してください。`,
  );
}

/** Age files among these, and in these folders. @throws CommandError when one is not there */
export function sealedFilesIn(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (!readable(path, () => statSync(path)).isDirectory()) return [path];
    const below = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    return below.filter((name) => name.endsWith('.age')).map((name) => join(path, name));
  });
}
