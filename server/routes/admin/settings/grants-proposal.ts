import type { FastifyRequest } from 'fastify';
import type { TownFile } from '../../../domain/settings/town-file.ts';
import { differenceText, grantDifferences } from '../../../domain/staff/grant-differences.ts';
import { GRANTS_FILE, parseGrants } from '../../../domain/staff/read-grants.ts';
import type { Services } from '../../../services.ts';

/** Rights are given by two: whoever has a hand in the change does not put it in force. */
export function publishBar(
  request: FastifyRequest,
  { path, authors }: Pick<TownFile, 'path' | 'authors'>,
): string | undefined {
  if (path !== GRANTS_FILE) return undefined;
  if (!request.staffMay('staff.manage')) {
    return '公開するのは、システム管理者です。このページを見るように頼んでください。';
  }
  return authors.includes(request.staff?.login ?? '')
    ? '自分で直したものは、自分では公開できません。手続管理者に直してもらうか、ほかのシステム管理者に公開を頼んでください。'
    : undefined;
}

/** As the page of a file lists what changes. @throws when it can't be read */
export function grantChanges({ live }: Services, content: string) {
  const found = grantDifferences(live.grants, parseGrants(content).grants);
  return found.map(({ role, permission, may }) => ({
    place: `${role}：${permission}`,
    before: may ? 'できない' : 'できる',
    after: may ? 'できる' : 'できない',
  }));
}

/** For the log: who may do what from now on, in words. */
export function grantsAudit(
  { live }: Services,
  { content, authors }: Pick<TownFile, 'content' | 'authors'>,
): { readonly action: string; readonly detail: Readonly<Record<string, string>> } {
  const found = grantDifferences(live.grants, parseGrants(content).grants);
  const changed = found.map(differenceText).join('、');
  return { action: 'permissions.changed', detail: { changed, proposed_by: authors.join('、') } };
}
