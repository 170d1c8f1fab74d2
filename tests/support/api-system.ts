import { randomBytes, randomUUID } from 'node:crypto';
import type { ApiToken } from '../../server/domain/hand-over/api-token.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import type { OfficeApp } from './office-app.ts';

/** A system of the inner network with a token of its own. */
export async function apiSystem(site: OfficeApp, change: Partial<ApiToken> = {}) {
  const { stores } = site.services;
  const secret = `mdg_${randomBytes(32).toString('base64url')}`;
  const token = {
    id: randomUUID(),
    name: 'RPA',
    section: 'child',
    procedures: [],
    endsAt: new Date('2027-04-01T00:00:00+09:00'),
    ...change,
  };
  const by = { actor: 'staff:boss', at: site.clock.now() };
  await stores.apiTokens.add(token, hashSecret(secret), by);
  const headers = { authorization: `Bearer ${secret}` };
  return {
    id: token.id,
    secret,
    get: (path: string) => site.app.inject({ method: 'GET', url: `/api/v1${path}`, headers }),
    post: (path: string, payload: object) =>
      site.app.inject({ method: 'POST', url: `/api/v1${path}`, headers, payload }),
  };
}

export type ApiSystem = Awaited<ReturnType<typeof apiSystem>>;
