import type { FastifyBaseLogger } from 'fastify';
import { compileProcedure } from './domain/procedures/compile-procedure.ts';
import type { Finding, Library, Procedure } from './domain/procedures/procedure.ts';
import type { Town } from './domain/procedures/town.ts';
import type { VersionHead } from './domain/versions/version.ts';
import type { Stores } from './storage/stores.ts';

type Compiled = { readonly procedure: Procedure } | { readonly findings: readonly Finding[] };

interface PublishedDeps {
  readonly stores: Pick<Stores, 'versions' | 'definitions'>;
  readonly logger: Pick<FastifyBaseLogger, 'error'>;
}

const GONE: Finding = {
  level: 'error',
  file: 'definition.yaml',
  line: 1,
  code: 'version_missing',
  message: '公開した版のファイルがありません。',
  mend: '控えから戻すか、前の版を元に戻して公開してください。',
};

/** Newest of each procedure. */
function newest(heads: readonly VersionHead[]): readonly VersionHead[] {
  const byProcedure = new Map<string, VersionHead>();
  for (const head of heads) {
    const at = (one: VersionHead) => one.publishedAt?.getTime() ?? 0;
    const known = byProcedure.get(head.procedureId);
    if (known === undefined || at(head) > at(known)) byProcedure.set(head.procedureId, head);
  }
  return [...byProcedure.values()];
}

/**
 * What was published here, compiled once for each version. One that can't be compiled any more (the
 * town's data have changed) is left out and named, as broken definitions of the folder are: the
 * others serve.
 */
export function createPublishedProcedures({ stores, logger }: PublishedDeps) {
  const { versions, definitions } = stores;
  let known = new Map<string, Compiled>();

  async function compile({ procedureId, hash = '' }: VersionHead, town: Town): Promise<Compiled> {
    const key = `${procedureId} ${hash}`;
    const found = known.get(key);
    if (found) return found;
    const sources = await definitions.find(procedureId, hash);
    if (sources === undefined) return { findings: [GONE] };
    try {
      const { procedure, findings } = compileProcedure(sources, town);
      if (procedure) return { procedure };
      logger.error({ procedureId, findings }, 'a published version is left out');
      return { findings };
    } catch (error) {
      // Never the reason that a whole site does not start.
      logger.error({ err: error, procedureId }, 'a published version can not be read');
      return { findings: [GONE] };
    }
  }

  return {
    /** That library with what is published in place of its own, and without what was taken off. */
    async over(library: Library): Promise<Library> {
      const heads = await versions.list({ states: ['published', 'archived'] });
      const online = heads.filter(({ state }) => state === 'published');
      const withdrawn = new Set(await versions.withdrawn());
      const procedures = new Map(library.procedures);
      const broken = new Map(library.broken);
      const retired = new Map<string, Procedure>();
      const compiled = new Map<string, Compiled>();
      for (const head of online) {
        const one = await compile(head, library.town);
        compiled.set(`${head.procedureId} ${head.hash}`, one);
        procedures.delete(head.procedureId);
        broken.delete(head.procedureId);
        if ('procedure' in one) procedures.set(head.procedureId, one.procedure);
        else broken.set(head.procedureId, one.findings);
      }
      const last = newest(heads.filter(({ procedureId }) => withdrawn.has(procedureId)));
      for (const head of last) {
        const one = await compile(head, library.town);
        compiled.set(`${head.procedureId} ${head.hash}`, one);
        if ('procedure' in one) retired.set(head.procedureId, one.procedure);
      }
      for (const id of withdrawn) {
        procedures.delete(id);
        broken.delete(id);
      }
      known = compiled;
      return { ...library, procedures, broken, retired };
    },
    /** The town is another one: everything is compiled anew. */
    forget() {
      known = new Map();
    },
  };
}
