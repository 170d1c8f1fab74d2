import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseMade } from '../../domain/staff/passkey-answers.ts';
import { checkMade } from '../../domain/staff/passkey-checks.ts';
import { creationOptions } from '../../domain/staff/passkey-options.ts';
import type { SignedInStaff } from '../../domain/staff/staff.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { newChallenge, takeChallenge } from './passkey-challenge.ts';
import { siteOf } from './passkey-site.ts';

export const LONGEST_KEY_NAME = 40;

const PROBLEMS = {
  expired: 'ボタンを押してから時間がたちました。もう一度「パスキーを作る」を押してください。',
  made: 'パスキーを登録できませんでした。もう一度「パスキーを作る」を押してください。続くときは、ほかの端末で試してください。',
  there: 'このパスキーは、もう登録されています。',
} as const;

/** Asked for by the page's script when the button is pressed. */
export async function askForNewKey(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { id, login, name } = request.staff as SignedInStaff;
  const passkeys = await services.stores.staff.passkeysOf(id);
  const { challenge, note } = newChallenge(services, request, 'create');
  const owner = { id, login, name, passkeys };
  return reply.send({ note, options: await creationOptions(siteOf(services), owner, challenge) });
}

/** The key that the browser made, or why it is not taken. */
async function madeKey(services: Services, request: FastifyRequest) {
  const posted = postedText(request);
  const wanted = { purpose: 'create', note: posted('note') } as const;
  const challenge = takeChallenge(services, request, wanted);
  if (challenge === undefined) return { problem: PROBLEMS.expired };
  const answer = parseMade(posted('credential'));
  const key = answer && (await checkMade(siteOf(services), answer, challenge));
  if (key === undefined) return { problem: PROBLEMS.made };
  const isThere = (await services.stores.staff.findPasskey(key.id)) !== undefined;
  return isThere ? { problem: PROBLEMS.there } : { key };
}

/** Without a name it gets one: by now the device holds the key, and nothing must be in its way. */
function nameOf(typed: string, count: number): string {
  const name = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return [...name].slice(0, LONGEST_KEY_NAME).join('') || `パスキー${count + 1}`;
}

/** @returns why it is not added; undefined when it is */
export async function addNewKey(
  services: Services,
  request: FastifyRequest,
): Promise<string | undefined> {
  const { stores, clock } = services;
  const staff = request.staff as SignedInStaff;
  const { key, problem } = await madeKey(services, request);
  if (key === undefined) return problem;
  const at = clock.now();
  const name = nameOf(postedText(request)('name'), staff.passkeys);
  const passkey = { ...key, name, staffId: staff.id, createdAt: at };
  await stores.staff.addPasskey(passkey, { actor: `staff:${staff.login}`, at });
  return undefined;
}
