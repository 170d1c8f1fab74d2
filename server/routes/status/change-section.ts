import type { FastifyRequest } from 'fastify';
import type { ApplicationEvent } from '../../domain/applications/application.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import { paths } from '../../http/paths.ts';
import type { Html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { dateText, momentText, yenText } from '../apply/format-text.ts';
import type { GrantedApplication } from './application-context.ts';
import { findChangeTerms } from './change-terms-now.ts';

interface ChangeSection {
  readonly text: Html;
  /** Begins a change. */
  readonly action?: string;
  /** A change waits to be paid. */
  readonly waiting?: { readonly payHref: string; readonly callOffAction: string };
}

const PAYABLE: readonly Charge['state'][] = ['open', 'started', 'pending'];

/** What the status page says about changing the order; undefined where nothing can be changed. */
export async function changeSection(
  services: Services,
  { words, locale }: FastifyRequest,
  found: GrantedApplication & { readonly events: readonly ApplicationEvent[] },
  charges: readonly Charge[],
): Promise<ChangeSection | undefined> {
  const terms = await findChangeTerms(services, found, found.events);
  if (terms === undefined) return undefined;
  const { id } = found.application;
  const charge = charges.findLast(({ kind }) => kind === 'difference');
  if (terms.isAwaited && charge !== undefined) {
    const params = { yen: yenText(words, charge.yen), date: momentText(words, charge.payBy) };
    const state = PAYABLE.includes(charge.state) ? 'waiting' : 'unknown';
    return {
      text: words.t(`status:change_${state}`, params),
      waiting: {
        payHref: paths.payCharge(locale, charge.id),
        callOffAction: paths.changeCallOff(locale, id),
      },
    };
  }
  const date = terms.until === null ? '' : dateText(words, terms.until);
  if (!terms.allowed) return { text: words.t('status:change_over', { date }) };
  return {
    text: words.t(terms.until === null ? 'status:change_open' : 'status:change_until', { date }),
    action: paths.change(locale, id),
  };
}
