import { describe, expect, it } from 'vitest';
import type { Town } from '../../../server/domain/procedures/town.ts';
import { compile, compileGood, HEAD_LINES, sampleTown } from './sample-town.ts';

const KEY = 'age16rqfdgrd9sw90n6z8slpqty5zw0kkjqxt5qajmycpgl795ht6c8q5rk9gz';
const PAGES = `pages:
  - id: story
    title: 相談
    fields:
      story: { type: text, label: 話 }
`;

function townWith(sealing_key?: string): Town {
  const town = sampleTown();
  const section = { ...town.municipality.sections['environment'], sealing_key };
  const sections = { environment: section } as Town['municipality']['sections'];
  return { ...town, municipality: { ...town.municipality, sections } };
}

const found = (body: string, town = townWith(KEY)) =>
  compile(`sealed: true\n${PAGES}${body}`, town).findings.map(({ code, line, mend }) => {
    expect(mend).not.toBe('');
    return [code, line - HEAD_LINES];
  });

describe('a sealed procedure', () => {
  it('is one when its section has a key', () => {
    expect(compileGood(`sealed: true\n${PAGES}`, townWith(KEY)).sealed).toBe(true);
    expect(compileGood(PAGES, townWith(KEY)).sealed).toBeUndefined();
  });

  it('is refused without a key, and with one that was not copied whole', () => {
    expect(found('', townWith())).toEqual([['missing_sealing_key', 1]]);
    for (const wrong of [KEY.slice(0, -1), KEY.replace('rqf', 'rqq'), 'age1', `${KEY}q`]) {
      expect(found('', townWith(wrong))).toEqual([['wrong_sealing_key', 1]]);
    }
  });

  it.each([
    ['submission: prepare_only'],
    ['fee: { when: after_review }'],
    ['fee: { when: at_counter }'],
    ['fee: { when: monthly_bill }'],
    ['changes: { fields: [story] }'],
    ['notices: { reminder: { of: today, days_before: 1, text: 明日 } }'],
    ['output: { form: { name: 様式, source: 見本 } }'],
    ['attachments: { photo: { label: 写真, may_follow: true } }'],
    ['attachments: { photo: { label: 写真, deliver: paper } }'],
  ])('can’t have what needs its answers afterwards: %s', (line) => {
    expect(found(line)).toEqual([['not_when_sealed', 7]]);
    expect(compile(PAGES + line, townWith(KEY)).findings).toEqual([]);
  });

  it('may have columns, which are filled while it is sealed', () => {
    expect(found('output: { columns: [{ name: 話, from: fields.story }] }')).toEqual([]);
  });
});
