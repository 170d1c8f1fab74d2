import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { keyInFile, TOWN_FILE } from '../../../domain/settings/sealing-keys-in-file.ts';
import { keyFingerprint } from '../../../lib/key-fingerprint.ts';
import type { Services } from '../../../services.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';

/** What residents send it under a seal, by title. */
export function sealedOf({ library, words }: Services, section: string): readonly string[] {
  return [...library.procedures.values()]
    .filter((one) => one.sealed && one.section === section)
    .map((one) => procedurePlain(one, words('ja'), 'title'));
}

/** The key as it stands in the town's file now, for every process; '' where there is none. */
export const keyInForce = async ({ townDesk }: Pick<Services, 'townDesk'>, section: string) =>
  keyInFile(await townDesk.publishedNow(TOWN_FILE), section);

/** A key with the digits that are read out on the telephone. */
export const keyShown = (key: string) => ({
  key,
  fingerprint: key === '' ? '' : keyFingerprint(key),
});

/**
 * The section as residents read it now, not as somebody has proposed it.
 * @throws DomainError page_not_found
 */
export function publishedSection(
  { library }: Services,
  request: FastifyRequest,
): readonly [string, Municipality['sections'][string]] {
  const { section = '' } = request.params as { section?: string };
  const { sections } = library.municipality;
  const found = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (found === undefined) throw new DomainError('page_not_found');
  return [section, found];
}
