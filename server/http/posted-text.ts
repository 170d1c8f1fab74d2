import type { FastifyRequest } from 'fastify';

/** What was typed into a form, one field at a time: '' where there is nothing, the first of several. */
export function postedText({ body }: FastifyRequest): (name: string) => string {
  const fields = (body ?? {}) as Record<string, unknown>;
  return (name) => {
    const value = [fields[name]].flat()[0];
    return typeof value === 'string' ? value : '';
  };
}
