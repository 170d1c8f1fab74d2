import type { FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { PageModel } from '../../http/page-context.ts';
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

/** All that the page shows and that is not the same for everybody, as a key. */
function keyOf(reply: FastifyReply, model: PageModel, version: string, today: string): string {
  const { request } = reply;
  const fields = (model['fields'] as readonly FieldView[]).map(
    ({ texts, hidden, options }) =>
      `${texts.id}${hidden ? '-' : '+'}${options.map((option) => option.key).join(',')}`,
  );
  const { title, action, pageHeading, backLink, notes, from, errorSummary } = model as Record<
    string,
    unknown
  >;
  const rest = [
    // Any number past the end is the next row: one address, different rows for different people.
    title,
    action,
    model['newRow'] !== undefined,
    `${model['rowText'] ?? ''}`,
    pageHeading,
    backLink,
    from,
    errorSummary,
    (notes as { text: unknown }[]).map((n) => `${n.text}`),
  ];
  const size = request.cookies['text_size'] ?? '';
  return `${request.url} ${version} ${today} ${size} ${fields.join(';')} ${JSON.stringify(rest)}`;
}

/**
 * An empty form page (also one that was sent empty) is the same for everybody but for its tokens: rendered once, then put together
 * from its parts. Call only where nothing that a person typed is on the page.
 */
export async function renderSkeleton(
  reply: FastifyReply,
  model: PageModel,
  page: { readonly version: string; readonly today: string },
  person: Person,
): Promise<Buffer> {
  const key = keyOf(reply, model, page.version, page.today);
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
