import type { FastifyBaseLogger } from 'fastify';
import type { Resources } from './domain/bookings/resources.ts';
import type { Bundles } from './domain/bundles/bundle.ts';
import { servedBundles } from './domain/bundles/served-bundles.ts';
import type { Catalogue } from './domain/fees/item-catalogue.ts';
import type { IndicatorDeclaration } from './domain/indicators/declaration.ts';
import { type Pause, standingPause } from './domain/pauses/pause.ts';
import type { Library } from './domain/procedures/procedure.ts';
import type { Grants } from './domain/staff/roles.ts';
import type { Clock } from './lib/clock.ts';
import type { LoadedTown } from './load-town-folder.ts';
import { createPublishedProcedures } from './published-procedures.ts';
import type { Stores } from './storage/stores.ts';

/** What residents see, as it is now: the town's folder, and on top of it what was published here. */
export interface LiveTown {
  /** The same object for good; what it holds changes. Nobody keeps `library.procedures` itself. */
  readonly library: Library;
  /** The same object for good. */
  readonly resources: Resources;
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  readonly bundles: Bundles;
  readonly indicators: readonly IndicatorDeclaration[];
  /** Who may do what, now. */
  readonly grants: Grants;
  /** 緊急停止 of that procedure, if it stands still now. */
  pauseOf(procedureId: string): Pause | undefined;
  /**
   * Takes up what was published or paused since, by this process or another one; one small query
   * when nothing was. After a step of one's own it is in force when this has settled.
   */
  refresh(): Promise<void>;
  /** Heard after every change, with nothing to say but that there was one. */
  onChange(listener: () => void): void;
}

interface LiveDeps {
  readonly stores: Pick<Stores, 'versions' | 'pauses' | 'definitions'>;
  readonly clock: Clock;
  readonly logger: Pick<FastifyBaseLogger, 'error'>;
  /** The town with the settings that were published here; undefined: as it was when last asked. */
  loadTown?(): Promise<LoadedTown | undefined>;
}

type Base = Omit<LoadedTown, 'library'> & { readonly library: Library };

/** Without the texts, which are megabytes. */
function withoutSources({ library, ...town }: LoadedTown): Base {
  const { sources: _megabytes, ...rest } = library;
  return { ...town, library: rest };
}

/** Whatever is asked of it, the library of the moment answers. */
function standIn(current: () => Library): Library {
  return {
    get procedures() {
      return current().procedures;
    },
    get retired() {
      return current().retired ?? new Map();
    },
    get broken() {
      return current().broken;
    },
    get warnings() {
      return current().warnings;
    },
    get municipality() {
      return current().municipality;
    },
    get addresses() {
      return current().addresses;
    },
    get town() {
      return current().town;
    },
  };
}

/** Shows the folder alone until the first `refresh`. */
export function createLiveTown(loaded: LoadedTown, deps: LiveDeps): LiveTown {
  const { stores, clock } = deps;
  let base = withoutSources(loaded);
  let library = base.library;
  let bundles = base.bundles;
  let pauses: readonly Pause[] = [];
  /** Nothing has ever been published or paused at revision 0. */
  let seen = 0;
  let running: Promise<void> = Promise.resolve();
  const published = createPublishedProcedures(deps);
  const listeners: (() => void)[] = [];

  /**
   * Settings that were published: what is published here is compiled anew with them.
   * @returns false when they can't be loaded: the site goes on with what it has, and looks again
   */
  async function takeUpSettings(): Promise<boolean> {
    try {
      const town = await deps.loadTown?.();
      if (town === undefined) return true;
      base = withoutSources(town);
      published.forget();
      return true;
    } catch (error) {
      deps.logger.error({ err: error }, 'the town’s settings can not be loaded');
      return false;
    }
  }

  async function look(): Promise<void> {
    // Read first: what is published meanwhile is found the next time.
    const revision = await stores.versions.townRevision();
    if (revision === seen) return;
    const isWhole = await takeUpSettings();
    const merged = revision === 0 ? base.library : await published.over(base.library);
    pauses = revision === 0 ? [] : await stores.pauses.standing(clock.now());
    library = merged;
    bundles = servedBundles(base.bundles, merged);
    if (isWhole) seen = revision;
    for (const listener of listeners) listener();
  }

  /** One after the other: who calls during a look gets one that begins after it. */
  function queue(work: () => Promise<void>): Promise<void> {
    const next = running.then(work);
    running = next.catch(() => undefined);
    return next;
  }

  return {
    library: standIn(() => library),
    resources: {
      find: (id) => base.resources.find(id),
      inGroup: (group) => base.resources.inGroup(group),
      all: () => base.resources.all(),
    },
    get catalogues() {
      return base.catalogues;
    },
    get bundles() {
      return bundles;
    },
    get indicators() {
      return base.indicators;
    },
    get grants() {
      return base.grants;
    },
    pauseOf: (procedureId) =>
      pauses.length === 0 ? undefined : standingPause(pauses, procedureId, clock.now()),
    refresh: () => queue(look),
    onChange: (listener) => listeners.push(listener),
  };
}
