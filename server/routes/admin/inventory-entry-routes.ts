import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import {
  type InventoryEntry,
  VOLUME_CHANNELS,
} from '../../domain/inventory/inventory-procedure.ts';
import { readInventoryForm } from '../../domain/inventory/read-inventory-form.ts';
import { knownProcedures } from '../../domain/procedures/known-procedure.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { postedText } from '../../http/posted-text.ts';
import { plainText } from '../../lib/html.ts';
import { fiscalYear, todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { inventoryKnown } from './inventory-known.ts';
import { CHANNEL_WORDS } from './inventory-rows.ts';
import { japaneseYear } from './japanese-year.ts';
import { sectionName } from './section-name.ts';

const config = { staff: 'inventory.manage' } as const;
const NEW = 'new';
const ROUTE = '/admin/inventory/:id';
/** This fiscal year and the two before it can be entered in the form; others come in a file. */
const YEARS = 3;

const PROBLEMS: Readonly<Record<string, string>> = {
  code: '番号を入力してください。ほかの手続きと同じ番号は使えません。例：M001',
  name: '手続きの名前を入力してください。例：転入届',
  section: '担当課を入力してください。例：市民課',
  lists: '国の一覧の番号を、「一覧-番号」で入力してください。例：59-12 31-12',
};
const COUNT = '件数を、0以上の整数で入力してください。例：1,200';
const LONG = '300文字までで入力してください。';

type Params = { readonly id: string };

const yearsOf = ({ clock }: Services) => {
  const now = fiscalYear(todayInTokyo(clock.now()));
  return Array.from({ length: YEARS }, (_, ago) => now - ago);
};

async function entryOf({ stores }: Services, id: string): Promise<InventoryEntry | undefined> {
  if (id === NEW) return undefined;
  const entry = await stores.inventory.find(id);
  if (entry === undefined) throw new DomainError('page_not_found');
  return entry;
}

function typedOf(entry: InventoryEntry | undefined, services: Services) {
  if (entry === undefined) return () => '';
  const texts: Readonly<Record<string, string>> = {
    ...entry,
    section: sectionName(services, entry.section),
    lists: entry.lists.join(' '),
    procedureIds: '',
    volumes: '',
    ...Object.fromEntries(
      entry.volumes.map((one) => [`${one.fiscalYear}_${one.channel}`, String(one.count)]),
    ),
  };
  return (field: string) => texts[field] ?? '';
}

async function entryPage(
  services: Services,
  reply: FastifyReply,
  shown: {
    readonly id: string;
    readonly typed: (field: string) => string;
    readonly ticked: readonly string[];
    readonly problems?: readonly string[];
  },
) {
  const { id, typed, ticked, problems = [] } = shown;
  if (problems.length > 0) reply.code(422);
  const { municipality } = services.library;
  const known = new Set(problems);
  const words = (field: string) => PROBLEMS[field] ?? (/^\d{4}_/.test(field) ? COUNT : LONG);
  const field = (name: string) => ({
    name,
    value: typed(name),
    error: known.has(name) ? words(name) : '',
  });
  return reply.officePage('admin/inventory-entry', {
    title: id === NEW ? '手続きを棚卸しに加える' : '棚卸しの手続き',
    styles: ['office-account.css', 'admin-indicators.css'],
    hasErrors: problems.length > 0,
    found: problems.map((name) => ({ href: `#${name}`, text: words(name) })),
    action: adminPaths.inventoryProcedure(id),
    back: adminPaths.inventory(),
    isNew: id === NEW,
    field,
    sections: Object.keys(municipality.sections).map((key) => sectionName(services, key)),
    procedures: knownProcedures(services.library).map((one) => ({
      id: one.id,
      title: plainText(one.text('ja', 'title') ?? one.id),
      ticked: ticked.includes(one.id),
    })),
    years: yearsOf(services).map((year) => ({
      name: japaneseYear(year),
      cells: VOLUME_CHANNELS.map((channel) => ({
        label: CHANNEL_WORDS[channel],
        ...field(`${year}_${channel}`),
      })),
    })),
  });
}

async function save(
  services: Services,
  request: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
) {
  const { stores, clock } = services;
  const { id } = request.params;
  const entry = await entryOf(services, id);
  const typed = postedText(request);
  const by = { actor: `staff:${request.staff?.login ?? ''}` as const, at: clock.now() };
  if (typed('intent') === 'remove' && entry) {
    await stores.inventory.apply({ changes: [], removed: [entry.id], from: 'form' }, by);
    return reply.redirect(adminPaths.inventory(), 303);
  }
  const body = (request.body ?? {}) as Record<string, unknown>;
  const ticked = [body['procedures'] ?? []].flat().filter((one) => typeof one === 'string');
  const others = (await stores.inventory.list()).filter((one) => one.id !== id);
  const read = readInventoryForm(typed, {
    id: entry?.id ?? null,
    procedureIds: ticked,
    years: yearsOf(services),
    taken: new Set(others.map(({ code }) => code)),
    known: inventoryKnown(services),
  });
  if ('problems' in read) return entryPage(services, reply, { id, typed, ticked, ...read });
  await stores.inventory.apply({ changes: [read.change], removed: [], from: 'form' }, by);
  return reply.redirect(adminPaths.inventory(), 303);
}

/** One procedure of the inventory: seen, changed, added, taken out. */
export async function inventoryEntryRoutes(app: FastifyInstance, services: Services) {
  app.get<{ Params: Params }>(ROUTE, { config }, async (request, reply) => {
    const { id } = request.params;
    const entry = await entryOf(services, id);
    const typed = typedOf(entry, services);
    return entryPage(services, reply, { id, typed, ticked: entry?.procedureIds ?? [] });
  });
  app.post<{ Params: Params }>(ROUTE, { config }, (request, reply) =>
    save(services, request, reply),
  );
}
