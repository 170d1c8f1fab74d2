import type { FastifyRequest } from 'fastify';
import type { KeyDesk } from '../../../domain/settings/decide-key-change.ts';
import type { KeyChange } from '../../../domain/settings/key-change.ts';
import { sealingKeyProblem } from '../../../domain/settings/sealing-key.ts';
import { TOWN_FILE, withKey } from '../../../domain/settings/sealing-keys-in-file.ts';
import type { Services } from '../../../services.ts';
import { postedText } from './posted.ts';
import { keyInForce, sealedOf } from './section-keys.ts';

/** What the steps of a key's change lean on, of this town. */
export function keyDesk(services: Services): KeyDesk {
  const { stores, clock, townDesk } = services;
  const publication: KeyDesk['publication'] = async (change, by, audit) => {
    const { section, key, askedBy } = change;
    const published = await townDesk.publishedNow(TOWN_FILE);
    const content = withKey(published, section, key) ?? published;
    const check = await townDesk.checkKey({ path: TOWN_FILE, content });
    const name = services.library.municipality.sections[section]?.name['ja'] ?? section;
    const note = `「${name}」の封をする鍵を替えた（頼んだ人：${askedBy}）`;
    const waiting = await stores.townFiles.proposed(TOWN_FILE);
    const base = (await stores.townFiles.history(TOWN_FILE))[0]?.number ?? 0;
    const file = { path: TOWN_FILE, content, note, by, at: audit.at };
    if (waiting === undefined) return { file: { file, base, audit }, check };
    const carried = withKey(waiting.content, section, key) ?? waiting.content;
    return { file: { file, base, audit, proposal: { content: waiting.content, carried } }, check };
  };
  const keyNow = (section: string) => keyInForce(services, section);
  return { changes: stores.keyChanges, clock, keyNow, publication };
}

/** What was looked at, not what waits by now. */
export async function changeOf(
  { stores }: Services,
  request: FastifyRequest,
  section: string,
): Promise<KeyChange | undefined> {
  const number = Number(postedText(request, 'number'));
  return (await stores.keyChanges.history(section)).find((one) => one.number === number);
}

/** What is wrong with the key that was typed. */
export function typedProblem(services: Services, section: string, key: string): string | undefined {
  if (key !== '') return sealingKeyProblem(key);
  const sealed = sealedOf(services, section);
  return sealed.length === 0
    ? undefined
    : `封をする鍵は、空にできません。「${sealed.join('」「')}」に封をしているためです。先に、手続きの「封」をやめて公開してください。`;
}
