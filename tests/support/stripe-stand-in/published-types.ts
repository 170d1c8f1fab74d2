import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Call } from './api.ts';

/** Outside of the project, where it is there: the package's types as a document. */
const FILE = new URL('../../../../shared/reference/stripe-types-subset.json', import.meta.url);

interface Operation {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: object;
  }[];
  readonly responses: Record<string, { readonly content: Record<string, { schema: object }> }>;
}

interface Published {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object> };
  readonly 'x-event-types': Record<string, string>;
}

type Tree = { [key: string]: Tree | string };

const LITERALS: Readonly<Record<string, boolean>> = { true: true, false: false };

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
    if (typeof node === 'string') {
      return /^\d{1,12}$/.test(node) ? Number(node) : (LITERALS[node] ?? node);
    }
    const entries = Object.entries(node).map(([key, inner]) => [key, settle(inner)] as const);
    const isList = entries.length > 0 && entries.every(([key], n) => key === String(n));
    return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  };
  return settle(root);
}

/** "nullable" in the words of JSON Schema. */
function withNull(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value)) return value;
  if (typeof value.nullable !== 'boolean') return value;
  const { nullable, ...rest } = value;
  return nullable ? { anyOf: [rest, { type: 'null' }] } : rest;
}

interface Checks {
  /** What is wrong with a request and with its answer; [] when nothing is. */
  call(call: Call): string[];
  /** The same for an event. */
  event(event: { readonly type: string; readonly data: object }): string[];
  /** Whether the document speaks of that call at all (customers and payouts it does not). */
  knows(call: Call): boolean;
}

function checksBy({ paths, components, 'x-event-types': events }: Published): Checks {
  const ajv = new Ajv2020({ strict: false, logger: false });
  // One document: each schema in it is compiled once, however often others point to it.
  ajv.addSchema({ $id: 'stripe', components });
  const known = new Map<string, ReturnType<typeof ajv.compile>>();
  const validatorOf = (schema: object) => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"stripe#/');
    const validate = known.get(text) ?? ajv.compile(JSON.parse(text) as object);
    known.set(text, validate);
    return validate;
  };
  const problems = (schema: object, value: unknown, where: string) => {
    const validate = validatorOf(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((e) => `${where}${e.instancePath} ${e.message}`);
  };
  const find = ({ path, method }: Call) => {
    const isIt = (pattern: string) =>
      new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
    const [, methods] = Object.entries(paths).find(([pattern]) => isIt(pattern)) ?? [];
    return methods?.[method.toLowerCase()];
  };
  const asked = ({ path, query, form }: Call, operation: Operation) => {
    const body = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema;
    const fields = (operation.parameters ?? []).filter((one) => one.in === 'query');
    const properties = Object.fromEntries(fields.map(({ name, schema }) => [name, schema]));
    const inQuery = { type: 'object', properties, additionalProperties: false };
    return [
      ...(body === undefined ? [] : problems(body, unfold(form), `${path}: asked `)),
      ...problems(inQuery, unfold(query), `${path}: asked `),
    ];
  };
  const answered = ({ path, answer }: Call, { responses }: Operation) => {
    if (answer === undefined) return [];
    const response = responses[answer.status === 200 ? '200' : 'default'];
    const schema = response?.content['application/json']?.schema;
    return schema === undefined ? [] : problems(schema, answer.body, `${path}: answered `);
  };
  return {
    knows: (call) => find(call) !== undefined,
    call(call) {
      const operation = find(call);
      if (operation === undefined) return [`${call.method} ${call.path} is unknown`];
      return [...asked(call, operation), ...answered(call, operation)];
    },
    event(event) {
      const object = events[event.type];
      if (object === undefined) return [`${event.type} is no event`];
      const schema = { $ref: `#/components/schemas/${object}` };
      const about = (event.data as { object?: unknown }).object;
      return [
        ...problems({ $ref: '#/components/schemas/event' }, event, `${event.type} `),
        ...problems(schema, about, `${event.type} about `),
      ];
    },
  };
}

let checks: Checks | undefined;

/** Checks by the published types of the API, compiled once; undefined where that document is not. */
export function publishedTypes(): Checks | undefined {
  if (!existsSync(FILE)) return undefined;
  checks ??= checksBy(JSON.parse(readFileSync(FILE, 'utf8'), withNull) as Published);
  return checks;
}
