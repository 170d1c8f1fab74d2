import type { Locale } from '../../domain/procedures/locale.ts';
import { type Paths, paths } from '../../http/paths.ts';
import type { TaskView } from '../status/tasks-view.ts';
import { stagePath } from './builder-preview-frame.ts';

/** What was sent, as a paper. */
export const PAPER = 'application.pdf';

/** Where it is paid. No page of a form has such a name: keys have no hyphen. */
export const TO_PAY = 'to-pay';

/** What leads out of the pages of an application that was sent leads nowhere here, and says so. */
export function previewPaths(version: string, stage: string): Paths {
  const over = (l: Locale) => `${stagePath(version, l, stage)}?sample=over`;
  return {
    ...paths,
    statusApplication: (l) => stagePath(version, l, stage),
    statusAttachment: over,
    statusWithdraw: over,
    statusAgain: over,
    applicationPdf: (l) => stagePath(version, l, stage, PAPER),
    applyCalendar: over,
    payCharge: (l) => stagePath(version, l, stage, TO_PAY),
    receipt: over,
    leave: over,
  };
}

/** Links of a case that lead on here: to its paper and to where it is paid. The others lead nowhere. */
function hereOf(href: string, begin: string): string {
  if (href.endsWith(PAPER)) return `${begin}/${PAPER}`;
  return /^\/[\w-]+\/pay\//.test(href) ? `${begin}/${TO_PAY}` : `${begin}?sample=over`;
}

/** The button of a task begins the form of that stage. */
export const inPreview = (tasks: readonly TaskView[], begin: string): readonly TaskView[] =>
  tasks.map(({ link, button, ...task }) => ({
    ...task,
    ...(button && { button: { ...button, action: begin } }),
    ...(link && { link: { ...link, href: hereOf(link.href, begin) } }),
  }));

interface Paid {
  readonly charge?: { readonly pay?: { readonly href: string } };
  readonly otherCharges?: readonly { readonly payHref?: string; readonly receiptHref?: string }[];
}

/** What a page says of money, with its links leading to the preview's own pages. */
export function moneyInPreview(page: object, begin: string) {
  const { charge, otherCharges = [] } = page as Paid;
  return {
    ...(charge?.pay && {
      charge: { ...charge, pay: { ...charge.pay, href: `${begin}/${TO_PAY}` } },
    }),
    otherCharges: otherCharges.map((one) => ({
      ...one,
      ...(one.payHref && { payHref: `${begin}/${TO_PAY}` }),
      ...(one.receiptHref && { receiptHref: `${begin}?sample=over` }),
    })),
  };
}
