import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Mend } from '../../domain/understanding/mend.ts';
import { ATTACHMENTS_PAGE } from '../../domain/understanding/understanding.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { Services } from '../../services.ts';
import { type BuilderDesk, deskOf } from './builder-desk.ts';

/** The question that a mend is about, as a definition names it. */
function fieldOf(mend: Mend): string | undefined {
  if (mend.kind === 'field_errors') return mend.field.split('.', 1)[0];
  return mend.kind === 'returned' && mend.about.startsWith('fields.')
    ? mend.about.split('.')[1]
    : undefined;
}

/** Its page in the builder; the outline where the draft has that page or question no more. */
function hrefIn({ version: { id }, pages }: BuilderDesk, mend: Mend): string {
  if (mend.kind === 'language' && mend.locale !== 'ja')
    return adminPaths.translations(id, mend.locale);
  const isDocument =
    ('page' in mend && mend.page === ATTACHMENTS_PAGE) ||
    (mend.kind === 'returned' && mend.about.startsWith('attachments.'));
  if (isDocument) {
    return adminPaths.part(id, 'attachments');
  }
  const field = fieldOf(mend);
  const page = pages.find((one) =>
    field === undefined
      ? 'page' in mend && one.id === mend.page
      : one.fields.some((own) => own.id === field),
  );
  if (page === undefined) return adminPaths.version(id);
  return field === undefined ? adminPaths.page(id, page.id) : adminPaths.field(id, page.id, field);
}

/** Where it is mended: in the draft that there is, or by beginning one. */
export async function mendPlace(services: Services, { id }: Procedure) {
  const { versions } = services.stores;
  const [head] = await versions.list({ procedureId: id, states: ['draft'] });
  const draft = head && (await versions.find(head.id));
  if (draft === undefined) {
    const begin = { href: adminPaths.procedure(id), text: '直すための新しい版を作る' };
    return () => begin;
  }
  const desk = deskOf(services, draft, true);
  return (mend: Mend) => ({ href: hrefIn(desk, mend), text: '作成中の版でここを直す' });
}
