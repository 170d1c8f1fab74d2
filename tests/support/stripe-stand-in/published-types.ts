import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Call } from './api.ts';

interface Published {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        requestBody?: { content: Record<string, { schema: object }> };
        parameters?: readonly { name: string; in: string }[];
      }
    >
  >;
  readonly components: { schemas: Record<string, object> };
}

type Tree = { [key: string]: Tree | string };

/** `a[b][0]=c` as the object that it means; numbers and booleans as such. */
function unfold(form: URLSearchParams): unknown {
  const root: Tree = {};
  for (const [key, value] of form) {
    const path = key.split(/[[\]]+/).filter((part) => part !== '');
    let at = root;
    for (const part of path.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Tree;
    }
    at[path.at(-1) ?? ''] = value;
  }
  const settle = (node: Tree | string): unknown => {
    if (typeof node === 'string') return /^\d{1,12}$/.test(node) ? Number(node) : node;
    const entries = Object.entries(node).map(([key, inner]) => [key, settle(inner)] as const);
    const isList = entries.length > 0 && entries.every(([key], n) => key === String(n));
    return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  };
  return settle(root);
}

/** "nullable" beside anything but a type is none of JSON Schema's words. */
function withType(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'type' in value) return value;
  const { nullable: _nullable, ...rest } = value as { nullable?: unknown };
  return Array.isArray(value) ? value : rest;
}

/**
 * Checks requests by the published types of the API.
 * @returns what is wrong with a request; [] when nothing is
 */
export function publishedTypes(published: string): (call: Call) => string[] {
  const { paths, components } = JSON.parse(published, withType) as Published;
  const ajv = new Ajv2020({ strict: false, logger: false });
  const known = new Map<object, ReturnType<typeof ajv.compile>>();
  return (call) => {
    const [path, methods] =
      Object.entries(paths).find(([pattern]) =>
        new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(call.path),
      ) ?? [];
    const operation = methods?.[call.method.toLowerCase()];
    if (path === undefined || operation === undefined) return [`${call.method} ${call.path}`];
    const schema = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema;
    if (schema === undefined) return [];
    // Compiling such a schema takes longer than everything else here.
    const validate = known.get(schema) ?? ajv.compile({ ...schema, components });
    known.set(schema, validate);
    if (validate(unfold(call.form))) return [];
    return (validate.errors ?? []).map((e) => `${path}${e.instancePath} ${e.message}`);
  };
}
