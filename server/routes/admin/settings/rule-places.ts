import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/errors.ts';
import { type RuleKey, type RuleOwner, ruleOwners } from '../../../domain/settings/place-rules.ts';
import type { OpeningOwner } from '../../../domain/settings/single-closings.ts';
import type { Services } from '../../../services.ts';
import { townText } from './propose-edit.ts';

/** Everything that can be booked and has such a rule of its own, as it is proposed or in force. */
export async function placesWith<Value>(
  services: Services,
  key: RuleKey,
): Promise<readonly RuleOwner<Value>[]> {
  const files = await readdir(join(services.townDesk.folder(), 'resources'));
  const paths = files.filter((name) => name.endsWith('.yaml')).sort();
  const places = await Promise.all(
    paths.map(async (name) => {
      const path = `resources/${name}`;
      return ruleOwners<Value>(path, await townText(services, path), key);
    }),
  );
  return places.flat();
}

export const openingPlaces = (services: Services): Promise<readonly OpeningOwner[]> =>
  placesWith(services, 'opening');

/** @throws DomainError page_not_found */
export async function askedPlace<Value>(
  services: Services,
  request: FastifyRequest,
  key: RuleKey,
): Promise<RuleOwner<Value>> {
  const { place } = request.query as { place?: string };
  const found = (await placesWith<Value>(services, key)).find(({ id }) => id === place);
  if (found === undefined) throw new DomainError('page_not_found');
  return found;
}
