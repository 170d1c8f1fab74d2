import { compileProcedure } from './domain/procedures/compile-procedure.ts';
import { gateVersion } from './domain/publish-gate/gate-version.ts';
import type { VersionDesk } from './domain/versions/version-desk.ts';
import type { Services } from './services.ts';

/** What steps of a version lean on, in this town. */
export function publishingDesk(services: Services): VersionDesk {
  const { stores, clock, library } = services;
  return {
    versions: stores.versions,
    clock,
    gate: (version) => gateVersion(services, version),
    compile({ files }) {
      const { procedure, sources } = compileProcedure(files, library.town);
      return procedure && sources && { hash: procedure.version, sources };
    },
  };
}
