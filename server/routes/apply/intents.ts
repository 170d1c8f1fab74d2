import type { FastifyReply, FastifyRequest } from 'fastify';
import { withPending } from '../../domain/applications/pending-input.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { addRow, removeRow } from '../../domain/fields/inner-rows.ts';
import { lookupPostcode } from '../../domain/fields/postcode.ts';
import { isLocale, type Locale } from '../../domain/procedures/locale.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';
import { rememberTextSize } from '../home/text-size.ts';
import { revisionOf } from './apply-context.ts';
import { searchedBank } from './bank-search.ts';
import { one } from './field-view.ts';
import { leaveDraft } from './leave-draft.ts';
import { keptInput } from './refused-before.ts';
import { type FormRequest, renderForm } from './render-form.ts';

/** Keeps what was typed as it is, valid or not, to be shown when the page is opened again. */
async function keep(services: Services, locale: Locale, form: FormRequest): Promise<void> {
  const { state, page, row } = form;
  // Nothing is typed on a list of rows.
  if (page.repeat && row === undefined) return;
  await services.stores.drafts.keepPending({
    id: state.draft.id,
    pending: withPending(state.draft, { page, row }, keptInput({ page, raw: form.raw ?? {} })),
    locale,
    now: services.clock.now(),
  });
}

/** Is there something in an item picker's search box that has not been looked for yet? */
export function hasNewSearch(page: Page, raw: RawInput): boolean {
  return page.fields.some((field) => {
    const wanted = field.type === 'item_picker' ? one(raw, `${field.id}.q`).trim() : '';
    return wanted !== '' && wanted !== one(raw, `${field.id}.searched`).trim();
  });
}

/** Fills in what belongs to a postcode; what can't be found stays as typed. */
async function withAddress({ library }: Services, raw: RawInput, field: string): Promise<RawInput> {
  const typed = String(raw[`${field}.postcode`] ?? '');
  const found = await lookupPostcode(typed, library.addresses);
  if (found === undefined) return raw;
  return {
    ...raw,
    [`${field}.prefecture`]: found.prefecture,
    [`${field}.city`]: found.city,
    [`${field}.town`]: found.town,
  };
}

/** `add_row:<rows>`, `remove_row:<rows>.<row>`; undefined for anything else. */
function changedRows(page: Page, raw: RawInput, intent: string | undefined, argument: string) {
  if (intent !== 'add_row' && intent !== 'remove_row') return undefined;
  const [, id = argument, row = ''] = /^(.+)\.(\d+)$/.exec(argument) ?? [];
  const field = page.fields.find((one) => one.id === id && one.rows);
  if (!field) return raw;
  return intent === 'add_row' ? addRow(field, raw) : removeRow(field, raw, Number(row));
}

/**
 * Buttons of a form other than "next": they keep what was typed, valid or not. Undefined = "next".
 * keep (sent by the browser when the page is left), language:xx, text_size:x, leave, hand_over, postcode:<field>, search:<field>,
 * bank:<field>, branch:<field>, add_row:<rows>, remove_row:<rows>.<row>.
 */
export async function handleIntent(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormRequest,
): Promise<unknown> {
  const { state, page, row } = form;
  const raw = form.raw as RawInput;
  const [intent, argument = ''] = String(raw['intent'] ?? 'next').split(':', 2);
  if (intent === 'keep') {
    // An older tab that is closed must not cover what was saved since.
    if (revisionOf(raw) === state.draft.revision) await keep(services, request.locale, form);
    return reply.code(204).send();
  }
  if (intent === 'language' && isLocale(argument)) {
    await keep(services, argument, form);
    const to = state.place.page(argument, page.id, row);
    return reply.redirect(form.fromCheck ? `${to}?from=check` : to, 303);
  }
  if (intent === 'text_size') {
    await keep(services, request.locale, form);
    rememberTextSize(reply, argument, services.config.publicUrl.startsWith('https://'));
    const to = state.place.page(request.locale, page.id, row);
    return reply.redirect(form.fromCheck ? `${to}?from=check` : to, 303);
  }
  if (intent === 'leave') {
    await keep(services, request.locale, form);
    return leaveDraft(services, reply, state);
  }
  if (intent === 'hand_over' && state.place.handOver) {
    await keep(services, request.locale, form);
    return reply.redirect(state.place.handOver(request.locale), 303);
  }
  if (intent === 'postcode') {
    return renderForm(services, reply, {
      ...form,
      raw: await withAddress(services, raw, argument),
    });
  }
  const bank = await searchedBank(page, raw);
  if (bank) return renderForm(services, reply, { ...form, raw: bank });
  const changed = changedRows(page, raw, intent, argument);
  if (changed) return renderForm(services, reply, { ...form, raw: changed });
  // Without a script, Enter in the search box presses the page's first button.
  const searches = intent === 'search' || (intent === 'next' && hasNewSearch(page, raw));
  if (searches) return renderForm(services, reply, form);
  return undefined;
}
