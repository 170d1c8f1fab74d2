import type { FastifyRequest } from 'fastify';
import type { RawInput } from '../../../domain/fields/answers.ts';

export function postedForm({ body }: FastifyRequest): RawInput {
  return (body ?? {}) as RawInput;
}

/** The first value under that name, without space around it; '' where there is none. */
export function textIn(raw: RawInput, name: string): string {
  const value = [raw[name]].flat()[0];
  return typeof value === 'string' ? value.trim() : '';
}

/** All values under that name. */
export function listIn(raw: RawInput, name: string): readonly string[] {
  return [raw[name]].flat().filter((value): value is string => typeof value === 'string');
}
