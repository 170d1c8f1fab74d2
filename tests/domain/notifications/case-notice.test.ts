import { describe, expect, it } from 'vitest';
import { mailAddress, phoneNumber } from '../../../server/domain/notifications/case-notice.ts';
import { compileGood } from '../procedures/sample-town.ts';

const procedure = compileGood(`pages:
  - id: agent
    title: 代理の人
    fields:
      agent_email: { label: 代理の人のメール, type: email, required: false }
      agent_phone: { label: 代理の人の電話, type: phone, required: false }
  - id: owner
    title: 本人
    fields:
      owner_email: { label: 本人のメール, type: email, required: false, fact: applicant.email }
      owner_phone: { label: 本人の電話, type: phone, required: false, fact: applicant.phone }
examples: {}
`);

describe('where somebody is told', () => {
  it.each([
    [{ agent_email: 'agent@example.jp', owner_email: 'own@example.jp' }, 'own@example.jp'],
    [{ agent_email: 'agent@example.jp' }, 'agent@example.jp'],
    [{ agent_email: 'agent@example.jp', owner_email: '' }, 'agent@example.jp'],
    [{}, undefined],
  ])('is the applicant’s own address first: %o', (answers, address) => {
    // Twice: what was looked up once is the same afterwards.
    expect(mailAddress(procedure, answers)).toBe(address);
    expect(mailAddress(procedure, answers)).toBe(address);
  });

  it('and the telephone by itself', () => {
    const answers = { agent_phone: '0001', owner_email: 'own@example.jp', owner_phone: '0002' };
    expect(phoneNumber(procedure, answers)).toBe('0002');
    expect(phoneNumber(procedure, { agent_phone: '0001' })).toBe('0001');
    expect(mailAddress(procedure, answers)).toBe('own@example.jp');
  });
});
