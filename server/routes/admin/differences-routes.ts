import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { readDefinition } from '../../domain/procedures/load-library.ts';
import type { DefinitionSources } from '../../domain/procedures/procedure.ts';
import { versionDifferences } from '../../domain/versions/differences/version-differences.ts';
import type { Version } from '../../domain/versions/version.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { namesOf } from './builder-names.ts';
import { typeWords } from './builder-type-words.ts';
import { type ProcedureState, procedureState } from './procedure-states.ts';
import { momentWords, numberWords, STATE_WORDS } from './version-words.ts';

interface Other {
  readonly name: string;
  readonly files: DefinitionSources;
}

const SHIPPED = 'shipped';

/** The one before it that was online, for what is or was online itself; else what is online now. */
function defaultOther({ versions, published }: ProcedureState, version: Version) {
  if (version.id !== published?.id && published) return published.id;
  const before = versions.find(
    ({ publishedAt, number }) => publishedAt !== undefined && number < version.number,
  );
  return before?.id ?? version.basedOn ?? SHIPPED;
}

async function otherOf(
  { stores, config }: Services,
  { id: procedureId }: ProcedureState,
  id: string,
): Promise<Other | undefined> {
  if (id === SHIPPED) {
    const isThere = existsSync(join(config.proceduresDir, procedureId, 'definition.yaml'));
    if (!isThere) return undefined;
    return { name: '見本', files: readDefinition(config.proceduresDir, procedureId) };
  }
  const version = /^[\w-]{1,60}$/.test(id) ? await stores.versions.find(id) : undefined;
  if (version?.procedureId !== procedureId) return undefined;
  const name = `${numberWords(version.number)}（${STATE_WORDS[version.state]}）`;
  return { name, files: version.files };
}

async function showDifferences(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { version: id } = request.params as { version: string };
  const version = /^[\w-]{1,60}$/.test(id) ? await services.stores.versions.find(id) : undefined;
  if (version === undefined) throw new DomainError('page_not_found');
  const state = await procedureState(services, request, version.procedureId);
  const { to } = request.query as { to?: unknown };
  const against = typeof to === 'string' && to !== '' ? to : defaultOther(state, version);
  const other = await otherOf(services, state, against);
  const names = { ...namesOf(services), type: (type: string) => typeWords(type)?.name ?? type };
  const differences = other ? versionDifferences(other.files, version.files, names) : [];
  const choices = state.versions.filter((one) => one.id !== version.id);
  const isShipped = (await otherOf(services, state, SHIPPED)) !== undefined;
  return reply.officePage('admin/differences', {
    title: `違い：${state.title}`,
    styles: ['office-account.css', 'admin-versions.css'],
    back: adminPaths.procedure(state.id),
    name: state.title,
    own: `${numberWords(version.number)}（${STATE_WORDS[version.state]}、${momentWords(version.changedAt)}）`,
    note: version.note,
    other: other?.name,
    action: adminPaths.differences(version.id),
    against,
    preview: adminPaths.preview(version.id),
    choices: [
      ...choices.map((one) => ({
        key: one.id,
        text: `${numberWords(one.number)}（${STATE_WORDS[one.state]}）`,
      })),
      ...(isShipped ? [{ key: SHIPPED, text: '見本' }] : []),
    ],
    count: differences.length,
    groups: [...Map.groupBy(differences, ({ group }) => group)].map(([title, changes]) => ({
      title,
      changes,
    })),
  });
}

/** Two versions beside each other, in words. */
export async function differencesRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'procedures.review' } as const;
  app.get('/admin/versions/:version/differences', { config }, (request, reply) =>
    showDifferences(services, request, reply),
  );
}
