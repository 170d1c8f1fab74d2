import { z } from 'zod';

/*
 * What systems of the inner network send and get. Free of transforms: the OpenAPI document is made
 * from these, and a test holds every answer against them.
 */

const MOMENT = z.string().meta({ format: 'date-time', description: 'ISO 8601' });
const VERSION = z
  .int()
  .min(1)
  .meta({ description: 'Version of the case: grows with whatever changes it.' });

export const STATES = ['received', 'decided', 'all'] as const;

export const LIST_QUERY = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .meta({ description: 'Cursor: `next` of the page before. Left out: from the beginning.' }),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/)
    .optional()
    .meta({ description: 'Changes on a page, 1–200; 50 if left out.' }),
  state: z.enum(STATES).optional().meta({
    description:
      '`received` (default): cases that are complete and paid for. `decided`: those that are decided. `all`: the unpaid and not yet brought ones, too.',
  }),
  procedure: z.string().optional().meta({ description: 'Only cases of this procedure.' }),
  acknowledged: z.enum(['no']).optional().meta({
    description: '`no`: only cases whose present version this system has not acknowledged.',
  }),
});

const CHANGE = z.strictObject({
  cursor: z.string(),
  at: MOMENT,
  change: z.string().meta({ description: 'submitted, resubmitted, granted, payment …' }),
  id: z.string(),
  number: z.string(),
  procedure: z.string(),
  status: z.string().meta({ description: 'As it is now.' }),
  case_version: VERSION,
  acknowledged_version: VERSION.nullable(),
});

export const CHANGE_LIST = z
  .strictObject({
    changes: z.array(CHANGE),
    next: z.string().meta({ description: 'Pass it as `after`; it never loses its meaning.' }),
    withheld: z.int().min(0).meta({
      description:
        'Cases on this page that are left out, because they are of persons under protection (支援措置). No token gets them; ask the section.',
    }),
    more: z
      .boolean()
      .meta({ description: 'There is more behind `next`, also if `changes` is empty.' }),
  })
  .meta({ id: 'ChangeList' });

const ATTACHMENT = z.strictObject({
  id: z.string(),
  key: z.string().meta({ description: 'Key of the definition’s attachments.' }),
  name: z.string(),
  type: z.enum(['image/jpeg', 'image/png', 'application/pdf']),
  bytes: z.int(),
  sha256: z.string(),
});

export const ACKNOWLEDGEMENT = z
  .strictObject({
    case_version: VERSION,
    at: MOMENT,
    reference: z.string().nullable(),
  })
  .meta({ id: 'Acknowledgement' });

const SEALED = z.strictObject({
  recipient: z.string().meta({ description: 'Public key that it was sealed with (`age1…`).' }),
  body: z.string().meta({
    description: 'Age file of the answers, as base64. Only the section’s own key opens it.',
  }),
  attachments: z.array(z.string()).meta({
    description: 'Ids of attachments; each is an age file under /attachments/{attachmentId}.',
  }),
});

/** Raised when a reader that ignores unknown keys would no longer understand it. */
export const RECORD_SCHEMA = 'madoguchi.application.v1';

export const APPLICATION = z
  .strictObject({
    schema: z.literal(RECORD_SCHEMA),
    id: z.string(),
    case_version: VERSION,
    number: z.string(),
    procedure: z.string(),
    version: z.string().meta({ description: 'Of the definition that it was sent with.' }),
    status: z.string(),
    submitted_at: MOMENT,
    received_at: MOMENT.nullable(),
    closed_at: MOMENT.nullable(),
    fee_yen: z.int(),
    identity_required: z.enum(['L0', 'L1', 'L2', 'L3']),
    items: z.record(z.string(), z.unknown()).meta({
      description: '`output.record` of the definition, or all answers. Never an individual number.',
    }),
    attachments: z.array(ATTACHMENT),
    sealed: SEALED.nullable().meta({
      description: 'What was sent under seal; `items` and `attachments` are empty then.',
    }),
    acknowledgement: ACKNOWLEDGEMENT.nullable(),
  })
  .meta({ id: 'Application' });

export const NEW_ACKNOWLEDGEMENT = z
  .strictObject({
    case_version: VERSION,
    reference: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'The core system’s own number for the case.' }),
  })
  .meta({ id: 'NewAcknowledgement' });

export const API_ERRORS = [
  'token_missing',
  'token_unknown',
  'token_expired',
  'token_revoked',
  'not_in_scope',
  'protected',
  'not_found',
  'version_unknown',
  'bad_request',
  'too_many',
  'unavailable',
] as const;

export const ERROR = z
  .strictObject({
    error: z.enum(API_ERRORS).meta({ description: 'For programs.' }),
    message: z.string().meta({ description: 'For people.' }),
  })
  .meta({ id: 'Error' });
