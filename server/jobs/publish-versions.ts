import type { FastifyBaseLogger } from 'fastify';
import { publishDue } from '../domain/versions/publish-version.ts';
import { publishingDesk } from '../publishing-desk.ts';
import type { Services } from '../services.ts';
import type { Job } from './run-every.ts';

/** Publishes what is due, and shows it in this process at once. */
export async function publishVersions(
  services: Services,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<void> {
  const { published, refused } = await publishDue(publishingDesk(services));
  for (const { id, procedureId } of refused) {
    log.warn({ versionId: id, procedureId }, 'a planned version was not published');
  }
  if (published > 0) await services.live.refresh();
}

/** Every process takes up within 5 seconds what another one has published; one of them keeps the plan. */
export function versionJobs(services: Services, log: Pick<FastifyBaseLogger, 'warn'>): Job[] {
  const take = {
    name: 'take up what is published',
    everyMs: 3000,
    run: () => services.live.refresh(),
  };
  if (!services.config.surfaces.has('staff')) return [take];
  const run = () => publishVersions(services, log);
  return [take, { name: 'publish planned versions', everyMs: 10_000, run }];
}
