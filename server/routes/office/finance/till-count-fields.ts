import type { FastifyRequest } from 'fastify';
import { DENOMINATIONS, readCount } from '../../../domain/till/cash.ts';
import { postedText } from '../../../http/posted-text.ts';

const nameOf = (value: number) => `pieces_${value}`;

/** What was typed into a count by denomination. */
export function postedCount(request: FastifyRequest) {
  const posted = postedText(request);
  return readCount((value) => posted(nameOf(value)));
}

/** The fields of a count, with what was typed or what is known. */
export function countFields(
  typed: (name: string) => string,
  wrong: readonly number[] = [],
): readonly {
  readonly name: string;
  readonly value: number;
  readonly label: string;
  readonly typed: string;
  readonly isWrong: boolean;
}[] {
  return DENOMINATIONS.map((value) => ({
    name: nameOf(value),
    value,
    label: `${value.toLocaleString('ja-JP')}円${value >= 1000 ? '札' : '玉'}`,
    typed: typed(nameOf(value)),
    isWrong: wrong.includes(value),
  }));
}

export const COUNT_ERROR =
  '枚数は、数字で入力してください。ないものは空のままでかまいません。例：12';
