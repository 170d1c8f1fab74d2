import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

/** A form that was sent when its sender's session had just ended for lack of a touch. */
export interface UnsentForm {
  readonly staffId: string;
  /** Where it was sent to. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const HOUR = 3_600_000;
const MOST_CHARACTERS = 60_000;

// Only whoever was signed in a moment ago can put one here, and it never reaches a disk.
const kept = new LRUCache<string, UnsentForm>({ max: 200, ttl: HOUR });

function fieldsOf({ body }: FastifyRequest): UnsentForm['fields'] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = Object.entries(body)
    .filter(([name]) => name !== '_csrf')
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  const isText = fields.every(([, value]) => typeof value === 'string');
  const isShort = JSON.stringify(fields).length <= MOST_CHARACTERS;
  return isText && isShort ? (fields as [string, string][]) : undefined;
}

/** @returns an id to ask for it again; undefined when it can't be kept (files, too long) */
export function keepUnsent(request: FastifyRequest, staffId: string): string | undefined {
  const fields = fieldsOf(request);
  if (fields === undefined) return undefined;
  const id = randomUUID();
  kept.set(id, { staffId, action: request.url, fields });
  return id;
}

/** Only for whoever sent it: a desk has several people. */
export function unsentForm(id: string, staffId: string): UnsentForm | undefined {
  const found = kept.get(id);
  return found?.staffId === staffId ? found : undefined;
}
