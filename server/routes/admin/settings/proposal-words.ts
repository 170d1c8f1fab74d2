import type { FastifyRequest } from 'fastify';
import type { Finding } from '../../../domain/procedures/procedure.ts';
import { townFileName } from '../../../domain/settings/town-file-name.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';
import { personWords } from '../version-words.ts';

/** What was done with a file just now, by the word in the address: nothing else says so. */
const SAID: Readonly<Record<string, string>> = {
  published: '公開しました。住民のページは、もう新しくなっています。',
  withdrawn: '取りやめました。公開しているものは、前のままです。',
  same: '公開しているものと同じなので、変わるところはありません。',
};

export function saidOfFile({ query }: FastifyRequest): string {
  const { said } = query as { said?: unknown };
  return typeof said === 'string' && Object.hasOwn(SAID, said) ? (SAID[said] ?? '') : '';
}

/** The file's page, with what was done. */
export const fileSaying = (path: string, said: 'published' | 'withdrawn' | 'same') =>
  `${adminPaths.settingFile(path)}&said=${said}`;

/** Who somebody is, where only how they sign in was kept. */
export async function peopleOf({ stores }: Services): Promise<(login: string) => string> {
  const people = new Map((await stores.staff.list()).map(({ login, name }) => [login, name]));
  return (login) => personWords(people, login);
}

function titleOf({ library, words }: Services, id: string): string {
  const procedure = library.procedures.get(id);
  return procedure ? procedurePlain(procedure, words('ja'), 'title') : id;
}

/** Of a file in the folder of a procedure: which. */
const ofProcedure = ({ library }: Services, file: string) => {
  const id = file.split('/')[0] ?? '';
  return file.includes('/') && library.procedures.has(id) ? id : undefined;
};

/** What keeps a file of the town from being published, by the names that an admin knows. */
export function troubleWords(services: Services, path: string, errors: readonly Finding[]) {
  return errors.map(({ file, line, message, mend }) => {
    const id = ofProcedure(services, file);
    const name = id === undefined ? (townFileName(file) ?? file) : titleOf(services, id);
    return {
      text: file === path ? `${line}行目` : name,
      place: file === path ? '' : `（${file} ${line}行目）`,
      href: id && adminPaths.procedure(id),
      message,
      mend,
    };
  });
}

export const brokenWords = (services: Services, broken: readonly string[]) =>
  broken.map((id) => ({ title: titleOf(services, id), href: adminPaths.procedure(id) }));
