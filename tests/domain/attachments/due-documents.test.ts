import { expect, it } from 'vitest';
import type { Attachment } from '../../../server/domain/attachments/attachment.ts';
import {
  dueDocuments,
  missingDocuments,
  postpone,
} from '../../../server/domain/attachments/due-documents.ts';
import type { AttachmentRule } from '../../../server/domain/procedures/case-rules.ts';

const rule = (key: string, change: Partial<AttachmentRule> = {}): AttachmentRule => ({
  key,
  mayFollow: false,
  deliver: 'upload',
  accept: 'any',
  maxFiles: 5,
  ...change,
});
const rules = [
  rule('receipt'),
  rule('plan', { mayFollow: true }),
  rule('card', { deliver: 'paper' }),
];
const file = (key: string) => ({ id: key, key }) as Attachment;
const states = (handedIn: Attachment[], answers = {}) =>
  dueDocuments(rules, handedIn, answers).map(({ state }) => state);

it('says of each document how far it is', () => {
  expect(states([])).toEqual(['missing', 'missing', 'paper']);
  expect(states([file('receipt'), file('old')])).toEqual(['given', 'missing', 'paper']);
  expect(states([], postpone(postpone({}, 'plan'), 'plan'))).toEqual(['missing', 'later', 'paper']);
  expect(states([file('plan')], postpone({}, 'plan'))).toEqual(['missing', 'given', 'paper']);
});

it('holds up only what may not follow, however it was put off', () => {
  const missing = missingDocuments(dueDocuments(rules, [], postpone({}, 'receipt')));
  expect(missing.map(({ rule: { key } }) => key)).toEqual(['receipt']);
});
