import { z } from 'zod';
import {
  ACKNOWLEDGEMENT,
  APPLICATION,
  CHANGE_LIST,
  ERROR,
  LIST_QUERY,
  NEW_ACKNOWLEDGEMENT,
} from './api-schemas.ts';

const COMPONENTS = {
  ChangeList: CHANGE_LIST,
  Application: APPLICATION,
  NewAcknowledgement: NEW_ACKNOWLEDGEMENT,
  Acknowledgement: ACKNOWLEDGEMENT,
  Error: ERROR,
} as const;

const ref = (name: keyof typeof COMPONENTS) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: keyof typeof COMPONENTS) => ({ 'application/json': { schema: ref(name) } });
const answer = (description: string, content: object) => ({ description, content });
const BINARY = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } };

const REFUSED = answer('Refused, with a reason for programs', json('Error'));

const refusals = (...codes: string[]) =>
  Object.fromEntries(['401', '403', '429', ...codes].map((code) => [code, REFUSED]));

const inPath = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});

/** A zod object as parameters behind the question mark. */
function queryParameters(schema: z.ZodObject) {
  return Object.entries(schema.shape).map(([name, part]) => {
    const { $schema, description, ...own } = z.toJSONSchema(part as z.ZodType);
    return { name, in: 'query', required: false, description, schema: own };
  });
}

/** Schemas by name, referring to each other as OpenAPI does. */
function schemas() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas: made } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(made).map(([name, { $schema, $id, ...schema }]) => [name, schema]),
  );
}

const id = inPath('id');

const PATHS = {
  '/applications': {
    get: {
      operationId: 'listChanges',
      summary:
        'What happened to cases, in the order of the log. Any older cursor can be used again.',
      parameters: queryParameters(LIST_QUERY),
      responses: { 200: answer('A page of changes', json('ChangeList')), ...refusals('400') },
    },
  },
  '/applications/{id}': {
    get: {
      operationId: 'getApplication',
      summary: 'The data record of a case, as it is now.',
      parameters: [id],
      responses: { 200: answer('The case', json('Application')), ...refusals('404') },
    },
  },
  '/applications/{id}/form.pdf': {
    get: {
      operationId: 'getForm',
      summary: 'The case as its paper form.',
      parameters: [id],
      responses: { 200: answer('PDF', { 'application/pdf': BINARY }), ...refusals('404') },
    },
  },
  '/applications/{id}/attachments/{attachmentId}': {
    get: {
      operationId: 'getAttachment',
      summary: 'A file that the resident handed in.',
      parameters: [id, inPath('attachmentId')],
      responses: {
        200: answer('The file', {
          'image/jpeg': BINARY,
          'image/png': BINARY,
          'application/pdf': BINARY,
          'application/octet-stream': BINARY,
        }),
        ...refusals('404'),
      },
    },
  },
  '/applications/{id}/acknowledgements': {
    post: {
      operationId: 'acknowledge',
      summary: 'This system has that version of the case. The same again is the same again.',
      parameters: [id],
      requestBody: { required: true, content: json('NewAcknowledgement') },
      responses: {
        200: answer('What is remembered now', json('Acknowledgement')),
        ...refusals('400', '404', '409'),
      },
    },
  },
};

/** The OpenAPI 3.1 document of the interface, from the schemas that it answers by. */
export function openApiDocument(publicUrl: string) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Madoguchi hand-over',
      version: '1',
      description:
        'Systems of the inner network fetch cases from here; nothing is sent to them. Read the changes, open each case, acknowledge it.',
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ token: [] }],
    paths: PATHS,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: schemas(),
    },
  };
}
