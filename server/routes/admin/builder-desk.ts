import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { listName } from '../../domain/procedures/phrasebook.ts';
import { amountOn } from '../../domain/procedures/town.ts';
import type { Version } from '../../domain/versions/version.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { type ConditionDesk, type OptionWords, ownOptions } from './builder-conditions.ts';
import { type Names, namesOf } from './builder-names.ts';
import { type BuiltPage, builtPages } from './builder-pages.ts';
import { definitionTree, type Tree, textOf } from './builder-tree.ts';

/** A version on the desk of somebody who reads or edits it. */
export interface BuilderDesk {
  readonly services: Services;
  readonly version: Version;
  /** definition.yaml as it is written; empty where it can't be read. */
  readonly tree: Tree;
  readonly isReadable: boolean;
  readonly names: Names;
  readonly pages: readonly BuiltPage[];
  readonly conditions: ConditionDesk;
  /** A draft, and whoever asks may change it. */
  readonly canEdit: boolean;
}

/** Who may look at versions, and who may change drafts. */
export const READ = { staff: 'procedures.review' } as const;
export const EDIT = { staff: 'procedures.manage' } as const;

function optionsOf(services: Services, names: Names, field: Tree): readonly OptionWords[] {
  const own = ownOptions(names, field);
  const from = textOf(field['options_from']);
  if (own.length > 0 || from === '') return own;
  const list = listName(from);
  const { town } = services.library;
  if (list !== undefined) {
    const keys = town.phrasebook?.lists[list] ?? [];
    return keys.map((key) => ({ key, text: names.text(`$lists.${list}.${key}`) }));
  }
  const resources = town.resources?.inGroup(from.replace('resources.', '')) ?? [];
  return resources.map(({ id, name }) => ({ key: id, text: plainText(name['ja'] ?? id) }));
}

function conditionDesk(services: Services, names: Names, tree: Tree): ConditionDesk {
  const { town } = services.library;
  const vocabulary = town.vocabulary.get('ja') ?? {};
  const { flags, flag_labels: labels = {} } = town.municipality;
  return {
    names,
    tree,
    optionsOf: (field) => optionsOf(services, names, field),
    unitWords: (unit) => vocabulary[unit] ?? unit,
    flags: new Map(Object.keys(flags).map((name) => [name, labels[name] ?? name])),
    amounts: town.amounts.map((amount) => {
      const now = amountOn(amount, town.today)?.toLocaleString('ja') ?? '未定';
      return { name: amount.name, text: `${amount.label ?? amount.name}（いま${now}）` };
    }),
  };
}

/** What a version's files say, for its pages. */
export function deskOf(services: Services, version: Version, canEdit: boolean): BuilderDesk {
  const read = definitionTree(version.files);
  const tree = read ?? {};
  const names = namesOf(services);
  return {
    services,
    version,
    tree,
    isReadable: read !== undefined,
    names,
    pages: builtPages(names, tree),
    conditions: conditionDesk(services, names, tree),
    canEdit: canEdit && version.state === 'draft',
  };
}

const ID = /^[\w-]{1,60}$/;

interface BuilderParams {
  readonly version: string;
  readonly page?: string;
  readonly field?: string;
  readonly part?: string;
}

/** @throws DomainError page_not_found for a version that isn't there, or is another section's */
export async function openDesk(services: Services, request: FastifyRequest): Promise<BuilderDesk> {
  const { version: id } = request.params as BuilderParams;
  const version = ID.test(id) ? await services.stores.versions.find(id) : undefined;
  const isOurs =
    version &&
    (request.staffMay('procedures.manage') ||
      request.staffMay('procedures.review', version.section));
  if (!isOurs) throw new DomainError('page_not_found');
  return deskOf(services, version, request.staffMay('procedures.manage'));
}

export type DeskHandler = (
  desk: BuilderDesk,
  request: FastifyRequest,
  reply: FastifyReply,
) => unknown;

/** A route of the builder: its version is opened first. */
export function atDesk(services: Services, handle: DeskHandler) {
  return async (request: FastifyRequest, reply: FastifyReply) =>
    handle(await openDesk(services, request), request, reply);
}
