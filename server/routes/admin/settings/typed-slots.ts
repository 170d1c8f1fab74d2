import type { FastifyRequest } from 'fastify';
import { postedText, postedTexts } from './posted.ts';

/** A division of the day as a file says it; times are HH:MM. */
export interface WrittenSlot {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: Readonly<Record<string, string>>;
}

/** One row of the form. A row without times is none. */
export interface TypedSlot {
  /** '' for a new one. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: Readonly<Record<string, string>>;
}

export interface TypedSlots {
  readonly from: string;
  readonly slots: readonly TypedSlot[];
}

const MOST = 12;

/** 「9:00」 as well as 「09:00」. */
const timeText = (text: string) => text.replace(/^(\d):/, '0$1:');

export function typedSlots(request: FastifyRequest, languages: readonly string[]): TypedSlots {
  const rows = Array.from({ length: MOST }, (_, index): TypedSlot => {
    const text = (name: string) => postedText(request, `${name}_${index}`).normalize('NFKC');
    return {
      id: text('id'),
      from: timeText(text('start')),
      to: timeText(text('end')),
      label: postedTexts(request, `label_${index}`, languages),
    };
  });
  return { from: postedText(request, 'from'), slots: rows.filter(({ from, to }) => from || to) };
}
