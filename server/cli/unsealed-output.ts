import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './run-command.ts';

export type WriteOutput = (folder: string, name: string, content: string | Uint8Array) => void;

/** Where opened cases are written, for the eyes of this user alone. Nothing is written over. */
export function openOutput(path: string): { readonly write: WriteOutput } {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (readdirSync(path).length > 0) {
    throw new CommandError(`${path} は空ではありません。新しいフォルダーを指定してください。`);
  }
  return {
    write(folder, name, content) {
      mkdirSync(join(path, folder), { recursive: true, mode: 0o700 });
      writeFileSync(join(path, folder, name), content, { flag: 'wx', mode: 0o600 });
    },
  };
}
