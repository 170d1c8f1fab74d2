import { randomBytes, randomUUID } from 'node:crypto';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import { addDays, fiscalYearEnd, isDay, todayInTokyo } from '../../lib/jst-date.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { Services } from '../../services.ts';

const COOKIE = 'madoguchi-token-once';
const ONCE_MS = 5 * 60_000;
/** Longer than this nobody remembers what it was for. */
const MOST_DAYS = 732;

export interface TypedToken {
  readonly id: string;
  readonly name: string;
  readonly section: string;
  readonly procedures: readonly string[];
  readonly until: string;
}

export type TokenProblems = Readonly<
  Partial<Record<'name' | 'section' | 'procedures' | 'until', string>>
>;

export function newTypedToken(now: Date): TypedToken {
  const until = fiscalYearEnd(todayInTokyo(now));
  return { id: randomUUID(), name: '', section: '', procedures: [], until };
}

function typedToken(request: FastifyRequest): TypedToken {
  const posted = postedText(request);
  const { procedure } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const procedures = [procedure].flat().filter((one): one is string => typeof one === 'string');
  return {
    id: posted('id'),
    name: posted('name').trim(),
    section: posted('section'),
    procedures,
    until: posted('until'),
  };
}

function problemsOf(
  { library, clock }: Services,
  { name, section, procedures, until }: TypedToken,
): TokenProblems {
  const today = todayInTokyo(clock.now());
  const foreign = procedures.some((id) => knownProcedure(library, id)?.section !== section);
  const good = isDay(until) && until >= today && until <= addDays(today, MOST_DAYS);
  const problems = {
    name:
      name === '' || name.length > 60
        ? 'システムの名前を60文字までで入力してください。例：児童手当システムの RPA'
        : undefined,
    section: Object.hasOwn(library.municipality.sections, section)
      ? undefined
      : '課を選んでください。',
    procedures: foreign ? '選んだ課の手続だけを選んでください。' : undefined,
    until: good ? undefined : '使える最後の日を、今日から2年までで入力してください。',
  };
  return Object.fromEntries(Object.entries(problems).filter(([, text]) => text !== undefined));
}

const placeOf = ({ sessionHash }: FastifyRequest) => ({
  purpose: 'api token shown once',
  place: sessionHash,
});

const attributes = ({ config }: Services) => ({
  path: officePaths.apiTokens(),
  httpOnly: true,
  secure: config.publicUrl.startsWith('https://'),
  sameSite: 'lax' as const,
});

/** The token that was made on the page before; it is stored nowhere but as its hash. */
export function tokenShownOnce(services: Services, reply: FastifyReply): string | undefined {
  const { request } = reply;
  const note = request.cookies[COOKIE];
  if (note === undefined || note === '') return undefined;
  reply.clearCookie(COOKIE, attributes(services));
  return openNote(services.config, placeOf(request), { note, now: services.clock.now() });
}

/** Makes a token; a button that is pressed twice makes one. */
export async function makeToken(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly typed: TypedToken; readonly problems: TokenProblems } | undefined> {
  const typed = typedToken(request);
  const problems = problemsOf(services, typed);
  if (Object.keys(problems).length > 0) return { typed, problems };
  const { until, id, ...rest } = typed;
  const at = services.clock.now();
  const secret = `mdg_${randomBytes(32).toString('base64url')}`;
  const token = {
    ...rest,
    id: /^[0-9a-f-]{36}$/.test(id) ? id : randomUUID(),
    endsAt: new Date(`${addDays(until, 1)}T00:00:00+09:00`),
  };
  const change = { actor: `staff:${request.staff?.login}`, at };
  const added = await services.stores.apiTokens.add(token, hashSecret(secret), change);
  if (added) {
    const note = { text: secret, until: new Date(at.getTime() + ONCE_MS) };
    const value = sealNote(services.config, placeOf(request), note);
    reply.setCookie(COOKIE, value, { ...attributes(services), maxAge: ONCE_MS / 1000 });
  }
  return undefined;
}
