import type { Words } from '../../../http/words.ts';
import { momentText } from '../../apply/format-text.ts';
import type { ActorNames } from '../case/actor-names.ts';
import { ofPaper } from './happened-beside.ts';
import { ofCharge } from './happened-in-payments.ts';
import { ofDisputes, ofRefunds } from './happened-in-refunds.ts';
import type { Asked, StoryParts, TimelineRow } from './story-parts.ts';

/** Everything that happened with a charge, in order, whoever told it. */
export function chargeTimeline(
  parts: StoryParts,
  context: { readonly words: Words; readonly names: ActorNames; readonly asked?: Asked },
): readonly TimelineRow[] {
  const { words, names, asked } = context;
  const all = [
    ...ofCharge(parts, asked),
    ...ofRefunds(parts, names, asked),
    ...ofDisputes(parts),
    ...ofPaper(parts, names),
  ];
  return all
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map((one) => ({ ...one, at: momentText(words, one.at) }));
}
