import type { FastifyInstance, FastifyReply } from 'fastify';
import { type ApiToken, tokenProblem } from '../../domain/hand-over/api-token.ts';
import { knownProcedure, knownProcedures } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import { textOf } from '../../lib/html.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import {
  makeToken,
  newTypedToken,
  type TokenProblems,
  type TypedToken,
  tokenShownOnce,
} from './api-tokens-form.ts';

const STATES = {
  token_expired: '期限切れ',
  token_revoked: '止めました',
  token_unknown: '',
  token_missing: '',
} as const;

function procedureTitle({ library }: Services, id: string): string {
  return textOf(knownProcedure(library, id)?.text('ja', 'title') ?? id);
}

function tokenRow(services: Services, token: ApiToken) {
  const { library, clock } = services;
  const { id, name, section, procedures, createdAt, endsAt, lastUsedAt } = token;
  const problem = tokenProblem(token, clock.now());
  const lastDay = endsAt && todayInTokyo(new Date(endsAt.getTime() - 1));
  return {
    name,
    section: library.municipality.sections[section]?.name['ja'] ?? section,
    procedures:
      procedures.length === 0
        ? ['課のすべての手続']
        : procedures.map((one) => procedureTitle(services, one)),
    created: formatJstDate(todayInTokyo(createdAt), 'ja'),
    until: lastDay ? formatJstDate(lastDay, 'ja') : 'ずっと',
    lastUsed: lastUsedAt ? formatJstMoment(lastUsedAt, 'ja') : 'まだ使われていません',
    state: problem ? STATES[problem] : '使えます',
    good: problem === undefined,
    revoke: officePaths.apiTokenRevoke(id),
  };
}

function sectionChoices(services: Services) {
  const { library } = services;
  return Object.entries(library.municipality.sections).flatMap(([key, { name }]) => {
    const procedures = knownProcedures(library)
      .filter(({ section }) => section === key)
      .map(({ id }) => ({ id, title: procedureTitle(services, id) }));
    return procedures.length > 0 ? [{ key, name: name['ja'] ?? key, procedures }] : [];
  });
}

async function tokensPage(
  services: Services,
  reply: FastifyReply,
  { typed, problems }: { typed?: TypedToken; problems?: TokenProblems } = {},
): Promise<string> {
  const { stores, clock, config } = services;
  const found = Object.entries(problems ?? {}).map(([field, text]) => ({
    href: `#${field}`,
    text,
  }));
  if (found.length > 0) reply.code(422);
  const tokens = await stores.apiTokens.list();
  return reply.officePage('office/api-tokens', {
    title: 'システム連携',
    styles: ['office-account.css', 'office-exports.css'],
    hasErrors: found.length > 0,
    found,
    errors: problems ?? {},
    typed: typed ?? newTypedToken(clock.now()),
    made: tokenShownOnce(services, reply),
    tokens: tokens.map((token) => tokenRow(services, token)),
    sections: sectionChoices(services),
    address: `${config.publicUrl}/api/v1/applications`,
    openapi: `${config.publicUrl}/api/v1/openapi.json`,
  });
}

/** Tokens of the systems that fetch cases: made, shown once, ended. */
export async function apiTokenRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'api_tokens.manage' as const };
  app.get(officePaths.apiTokens(), { config }, (_request, reply) => tokensPage(services, reply));
  app.post(officePaths.apiTokens(), { config }, async (request, reply) => {
    const wrong = await makeToken(services, request, reply);
    return wrong
      ? tokensPage(services, reply, wrong)
      : reply.redirect(officePaths.apiTokens(), 303);
  });
  app.post('/office/api-tokens/:id/revoke', { config }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const change = { actor: `staff:${request.staff?.login}`, at: services.clock.now() };
    await services.stores.apiTokens.revoke(id, change);
    return reply.redirect(officePaths.apiTokens(), 303);
  });
}
