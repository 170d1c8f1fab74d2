import { z } from 'zod';
import type { InboxPosition, InboxQuery } from '../../domain/inbox/inbox-store.ts';
import { OPEN_QUEUES, QUEUES } from '../../domain/inbox/queue.ts';
import { dueDays } from '../../domain/inbox/traffic-light.ts';

/** What stands in the address of a list: filters, never anything that was searched for. */
const WORD = z.string().regex(/^[\w-]{1,80}$/);
const filter = () => WORD.optional().catch(undefined);

const LIST = z.object({
  /** `open`: everything where it is the town's turn. */
  queue: z.enum(['open', ...QUEUES]).catch('open'),
  section: filter(),
  procedure: filter(),
  lang: filter(),
  /** me | none | any | a staff id */
  assignee: filter(),
  /** hurry: late or soon. */
  due: z.enum(['late', 'soon', 'hurry']).optional().catch(undefined),
  after: z
    .string()
    .regex(/^[\d-]{1,20}_[\w-]{1,80}$/)
    .optional()
    .catch(undefined),
});

export type ListQuery = z.infer<typeof LIST>;

export const FILTERS = ['section', 'procedure', 'lang', 'assignee', 'due'] as const;

export const PAGE_ROWS = 50;

/** Batches of the log that a page waits for; a longer one (after an import) comes with the job. */
export const FOLLOW_FIRST = { most: 1 } as const;

/** Whatever stands in the address; what no list has is left out. */
export function parseListQuery(query: unknown): ListQuery {
  const one = Object.entries((query ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const,
  );
  return LIST.parse(Object.fromEntries(one));
}

/** The same list, written in one way. */
export function listAddress({ queue, ...rest }: ListQuery): string {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const first = queue === 'open' ? [] : [['queue', queue] as const];
  return new URLSearchParams([...first, ...given] as [string, string][]).toString();
}

export function afterText({ at, applicationId }: InboxPosition): string {
  return `${at}_${applicationId}`;
}

function positionIn({ after }: ListQuery): InboxPosition | undefined {
  const [, at, applicationId] = /^([^_]+)_(.+)$/.exec(after ?? '') ?? [];
  return at === undefined || applicationId === undefined ? undefined : { at, applicationId };
}

function dueIn({ due }: ListQuery, today: string): Pick<InboxQuery, 'dueFrom' | 'dueTo'> {
  if (due === undefined) return {};
  const { from, to } = dueDays(due === 'late' ? 'late' : 'soon', today);
  return { ...(due === 'soon' && from !== undefined && { dueFrom: from }), dueTo: to };
}

/** What the store is asked. @param sections that whoever asks may see */
export function inboxQuery(
  query: ListQuery,
  who: { readonly sections: readonly string[]; readonly staffId: string; readonly today: string },
): InboxQuery {
  const { queue, section, procedure, lang, assignee } = query;
  const after = positionIn(query);
  const whose = assignee === 'me' ? who.staffId : assignee;
  return {
    sections: who.sections.filter((one) => section === undefined || one === section),
    queues: queue === 'open' ? OPEN_QUEUES : [queue],
    ...(procedure !== undefined && { procedureId: procedure }),
    ...(lang !== undefined && { locale: lang }),
    ...(whose !== undefined && { assignee: whose }),
    ...dueIn(query, who.today),
    ...(after && { after }),
    limit: PAGE_ROWS,
  };
}
