import { DomainError } from '../../domain/errors.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { bookingBlocks, nextBlocks, noticeBlocks, reviewBlocks } from './builder-part-after.ts';
import { basicsBlocks, startBlocks, windowBlocks } from './builder-part-basics.ts';
import { estimateBlocks } from './builder-part-estimate.ts';
import { exampleBlocks, restBlocks } from './builder-part-examples.ts';
import { formBlocks } from './builder-part-form.ts';
import { laterBlocks } from './builder-part-later.ts';
import { feeBlocks } from './builder-part-money.ts';
import { attachmentBlocks, whoBlocks } from './builder-part-people.ts';
import { rulesBlocks } from './builder-part-rules.ts';
import { sealingBlocks } from './builder-part-sealing.ts';
import { tableBlocks } from './builder-part-table.ts';
import { withdrawBlocks } from './builder-part-withdraw.ts';
import { isPart, PARTS, type PartId } from './builder-places.ts';
import type { Block, BuilderScreen, ScreenOf } from './builder-screen.ts';
import { listOf, treeOf } from './builder-tree.ts';

const BLOCKS: Readonly<Record<PartId, (desk: BuilderDesk) => Block[]>> = {
  basics: basicsBlocks,
  start: startBlocks,
  window: windowBlocks,
  who: whoBlocks,
  attachments: attachmentBlocks,
  fee: feeBlocks,
  booking: bookingBlocks,
  withdraw: withdrawBlocks,
  notices: noticeBlocks,
  next: nextBlocks,
  review: reviewBlocks,
  rules: rulesBlocks,
  later: laterBlocks,
  estimate: estimateBlocks,
  table: tableBlocks,
  form: formBlocks,
  sealing: sealingBlocks,
  examples: exampleBlocks,
  rest: restBlocks,
};

/** Where in the file the findings of a part stand. */
const PLACE: Readonly<Partial<Record<PartId, string>>> = {
  start: 'start',
  window: 'window',
  who: 'who',
  attachments: 'attachments',
  fee: 'fee',
  withdraw: 'withdraw',
  notices: 'notices',
  next: 'next',
  review: 'review',
  rules: 'conditions',
  later: 'phases',
  estimate: 'estimate',
  table: 'output',
  form: 'output.form',
  sealing: 'sealed',
  examples: 'examples',
};

/** The page of the form on which the part can be seen. */
function previewOf({ tree }: BuilderDesk, part: PartId): string {
  if (part === 'fee' || part === 'estimate') return 'check';
  const may = listOf(treeOf(tree['who'])['may_apply']);
  return part === 'who' && may.some((one) => one !== 'self') ? 'applying_as' : 'start';
}

/** One part of the definition besides its pages. */
export const partScreen: ScreenOf = (desk, { part = '' }): BuilderScreen => {
  if (!isPart(part)) throw new DomainError('page_not_found');
  const { version } = desk;
  const place = PLACE[part];
  return {
    title: PARTS[part],
    back: { href: adminPaths.version(version.id), text: '手続きの全体' },
    here: adminPaths.part(version.id, part),
    preview: previewOf(desk, part),
    path: place === undefined ? [] : place.split('.'),
    blocks: BLOCKS[part](desk),
  };
};
