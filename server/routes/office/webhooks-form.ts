import { randomUUID } from 'node:crypto';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ApiToken, tokenProblem } from '../../domain/hand-over/api-token.ts';
import { type UrlProblem, webhookUrlProblem } from '../../domain/hand-over/webhook-url.ts';
import { officePaths } from '../../http/office-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { openNote, sealNote } from '../../http/sealed-note.ts';
import { newWebhookSecret } from '../../lib/webhook-signature.ts';
import type { Services } from '../../services.ts';

const COOKIE = 'madoguchi-webhook-once';
const ONCE_MS = 5 * 60_000;
const LONGEST_URL = 500;

export interface TypedWebhook {
  readonly id: string;
  readonly token: string;
  readonly url: string;
}

export type WebhookProblems = Readonly<Partial<Record<'token' | 'url', string>>>;

const URL_PROBLEMS: Readonly<Record<UrlProblem, string>> = {
  not_a_url: '送り先のアドレスを入力してください。例：https://relay.example.lg.jp/madoguchi',
  not_https: 'https:// で始まるアドレスにしてください。',
  host_not_allowed:
    'このサーバーには送れません。送ってよいサーバーは、設定（WEBHOOK_HOSTS）で決めます。サーバーの管理者に頼んでください。',
};

export function newTypedWebhook(): TypedWebhook {
  return { id: randomUUID(), token: '', url: '' };
}

/** Tokens that fetch today: what a system hears of is what it may fetch. */
export async function goodTokens({ stores, clock }: Services): Promise<readonly ApiToken[]> {
  const tokens = await stores.apiTokens.list();
  return tokens.filter((token) => tokenProblem(token, clock.now()) === undefined);
}

const placeOf = ({ sessionHash }: FastifyRequest) => ({
  purpose: 'webhook secret shown once',
  place: sessionHash,
});

const attributes = ({ config }: Services) => ({
  path: officePaths.webhooks(),
  httpOnly: true,
  secure: config.publicUrl.startsWith('https://'),
  sameSite: 'lax' as const,
});

/** The secret that was made on the page before. */
export function secretShownOnce(services: Services, reply: FastifyReply): string | undefined {
  const { request } = reply;
  const note = request.cookies[COOKIE];
  if (note === undefined || note === '') return undefined;
  reply.clearCookie(COOKIE, attributes(services));
  return openNote(services.config, placeOf(request), { note, now: services.clock.now() });
}

async function problemsOf(
  services: Services,
  { token, url }: TypedWebhook,
): Promise<WebhookProblems> {
  const tokens = await goodTokens(services);
  const problem = webhookUrlProblem(url, services.config.webhookHosts);
  const isLong = url.length > LONGEST_URL;
  return {
    ...(tokens.some(({ id }) => id === token) ? {} : { token: 'システムを選んでください。' }),
    ...(problem ? { url: URL_PROBLEMS[problem] } : {}),
    ...(isLong ? { url: `アドレスは${LONGEST_URL}文字までにしてください。` } : {}),
  };
}

/** Adds a webhook; a button that is pressed twice adds one. */
export async function addWebhook(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly typed: TypedWebhook; readonly problems: WebhookProblems } | undefined> {
  const posted = postedText(request);
  const typed = { id: posted('id'), token: posted('token'), url: posted('url').trim() };
  const problems = await problemsOf(services, typed);
  if (Object.keys(problems).length > 0) return { typed, problems };
  const at = services.clock.now();
  const secret = newWebhookSecret();
  const webhook = {
    id: /^[0-9a-f-]{36}$/.test(typed.id) ? typed.id : randomUUID(),
    tokenId: typed.token,
    url: typed.url,
    secret,
  };
  const change = { actor: `staff:${request.staff?.login}`, at };
  if (await services.stores.webhooks.add(webhook, change)) {
    const note = { text: secret, until: new Date(at.getTime() + ONCE_MS) };
    const value = sealNote(services.config, placeOf(request), note);
    reply.setCookie(COOKIE, value, { ...attributes(services), maxAge: ONCE_MS / 1000 });
  }
  return undefined;
}
