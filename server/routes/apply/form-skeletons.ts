import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { PageModel } from '../../http/page-context.ts';
import type { Html } from '../../lib/html.ts';
import type { FieldView } from './field-view.ts';

// Stand-ins for what differs from person to person; no text of ours contains private-use characters.
const HOLES = { csrf: '\uE010', token: '\uE011', revision: '\uE012', newRow: '\uE013' } as const;
const HOLE = /([\uE010-\uE013])/;

/** Some 13 KiB each: a few megabytes at most. */
const skeletons = new LRUCache<string, readonly (Buffer | string)[]>({ max: 300 });

interface Person {
  readonly csrf: string;
  readonly token: string;
  readonly revision: number;
  /** Name of a new row, on the form for one. */
  readonly newRow: string;
}

interface Kept {
  readonly version: string;
  readonly today: string;
  /** Downtimes that the page announces. */
  readonly told: string;
}

/** All that the page shows and that is not the same for everybody, as a key. */
function keyOf(reply: FastifyReply, model: PageModel, { version, today, told }: Kept): string {
  const { request } = reply;
  const {
    pageHeading,
    backLink,
    notes,
    from,
    again = '',
    rowText,
    newRow,
    errorSummary,
  } = model as unknown as Shown;
  let key = `${request.url} ${version} ${today} ${told} ${request.cookies['text_size'] ?? ''}`;
  // Any number past the end is the next row: one address, different rows for different people.
  key += ` ${pageHeading.current}/${pageHeading.total} ${backLink.href} ${from} ${again} ${newRow !== undefined}`;
  key += ` ${model.title} ${rowText ?? ''}`;
  for (const { texts, hidden, options } of model['fields'] as readonly FieldView[]) {
    key += ` ${texts.id}${hidden ? '-' : '+'}`;
    if (options !== texts.options) key += options.map((option) => option.key).join(',');
  }
  for (const { text } of notes) key += ` ${text}`;
  for (const { href, text } of errorSummary.errors) key += ` ${href} ${text}`;
  return key;
}

/** Of a form page's model, what may differ at one address. */
interface Shown {
  readonly pageHeading: { readonly current: number; readonly total: number };
  readonly backLink: { readonly href: string };
  readonly notes: readonly { readonly text: Html }[];
  readonly from: string | undefined;
  readonly again: string | undefined;
  readonly rowText: Html | undefined;
  readonly newRow: string | undefined;
  readonly errorSummary: {
    readonly errors: readonly { readonly href: string; readonly text: Html }[];
  };
}

/**
 * An empty form page (also one that was sent empty) is the same for everybody but for its tokens: rendered once, then put together
 * from its parts. Call only where nothing that a person typed is on the page.
 */
export async function renderSkeleton(
  reply: FastifyReply,
  model: PageModel,
  page: Kept,
  person: Person,
): Promise<Buffer> {
  const key = keyOf(reply, model, page);
  let parts = skeletons.get(key);
  if (parts === undefined) {
    const draft = { token: HOLES.token, revision: HOLES.revision };
    const newRow = model['newRow'] && HOLES.newRow;
    const html = await reply.page('apply/form', { ...model, csrf: HOLES.csrf, draft, newRow });
    parts = html.split(HOLE).map((part) => (HOLE.test(part) ? part : Buffer.from(part)));
    skeletons.set(key, parts);
  }
  reply.type('text/html; charset=utf-8');
  const filled: Record<string, Buffer> = {
    [HOLES.csrf]: Buffer.from(person.csrf),
    [HOLES.token]: Buffer.from(person.token),
    [HOLES.revision]: Buffer.from(String(person.revision)),
    [HOLES.newRow]: Buffer.from(person.newRow),
  };
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? (filled[part] as Buffer) : part)),
  );
}
