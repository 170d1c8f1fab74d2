import { describe, expect, it } from 'vitest';
import type { GateFinding } from '../../../server/domain/publish-gate/gate-finding.ts';
import { gateVersion } from '../../../server/domain/publish-gate/gate-version.ts';
import type { Version } from '../../../server/domain/versions/version.ts';
import { deskOf } from '../../../server/routes/admin/builder-desk.ts';
import type { CheckNames } from '../../../server/routes/admin/check-names.ts';
import { checkView } from '../../../server/routes/admin/check-view.ts';
import { saidInForms } from '../../../server/routes/admin/check-words.ts';
import type { Services } from '../../../server/services.ts';
import { sampleTown, TODAY } from '../../domain/procedures/sample-town.ts';

const HEAD = `id: sample
title: 犬の登録
basis: 狂犬病予防法第4条
section: environment
counts_as: [sample]
category: other
identity: L0
evidence: seen
minutes: 5
retention: { years: 5, from: closed }
`;

/** The page, of which only the words are looked at. */
async function said(body: string): Promise<readonly string[]> {
  const { desk, services, version } = deskFor(body);
  const view = checkView(desk, await gateVersion(services, version));
  return view.parts.flatMap(({ groups }) =>
    groups.flatMap(({ items }) => items.map(({ message, mend }) => message + mend)),
  );
}

function deskFor(body: string) {
  const town = sampleTown();
  const services = {
    library: { town, municipality: town.municipality, procedures: new Map() },
    catalogues: new Map(),
    resources: { all: [] },
    clock: { now: () => new Date(`${TODAY}T12:00:00+09:00`) },
  } as unknown as Services;
  const files = { 'definition.yaml': HEAD + body };
  const version = { id: 'v', procedureId: 'sample', number: 1, title: '', state: 'draft', files };
  const desk = deskOf(services, version as unknown as Version, true);
  return { desk, services, version };
}

const PAGES = `pages:
  - id: owner
    title: 飼い主のこと
    fields:
      old: { type: yes_no, label: 前にも飼いましたか }
      age: { type: number, label: 年齢 }
      dog: { type: text, label: 犬の名前, when: WHEN }
`;
const LATER = `  - id: later
    title: 犬のこと
    fields: { rabies: { type: yes_no, label: 注射は済みましたか } }
`;
const EXAMPLE = (expect: string) =>
  `examples: { child: { answers: { age: 20 }, expect: ${expect} } }\n`;
const pages = (when: string) => PAGES.replace('WHEN', `"${when}"`);

describe('a finding names its parts as the forms do', () => {
  it('a condition by its Japanese name, in an example that fails', async () => {
    const [first] = await said(
      `${pages('is_minor')}conditions: { is_minor: age < 18 }\nnames: { is_minor: 未成年 }\n${EXAMPLE('{ values: { is_minor: true } }')}`,
    );
    expect(first).toContain(
      '例「child」の「未成年」は 当てはまる のはずですが、当てはまらない になります。',
    );
  });

  it('an example by its title', async () => {
    const titled = EXAMPLE('{ fee: 5 }').replace('{ answers', '{ title: 子どもの申込み, answers');
    const found = await said(`${pages('old')}${titled}`);
    expect(found.join()).toContain('例「子どもの申込み」の手数料は');
  });

  it('a condition without a name by its sentence, pages by their headings', async () => {
    const found = await said(
      `${pages('is_minor')}${LATER}conditions: { is_minor: age < 18 }\n${EXAMPLE('{ pages: [later], values: { is_minor: true } }')}`,
    );
    expect(found.join()).toContain('の出るページは 「犬のこと」 のはずですが、');
    expect(found.join()).toContain('例「child」の『「年齢」が18より小さいとき』は 当てはまる');
    expect(found.join()).not.toMatch(/is_minor|later|true/);
  });

  it('an expression by its sentence, what is asked later by its label', async () => {
    const [first] = await said(`${pages('rabies')}${LATER}${EXAMPLE('{ errors: {} }')}`);
    expect(first).toMatch(
      /^条件『「注射は済みましたか」が「はい」のとき』の「注射は済みましたか」は、ここより後で/,
    );
  });

  it('an expression that is none by its own text, with what its names mean', async () => {
    const [first] = await said(
      `${pages('old && oldd')}conditions: { is_minor: age < 18 }\n${EXAMPLE('{ errors: {} }')}`,
    );
    expect(first).toContain(
      '式「old && oldd」（old は「前にも飼いましたか」）の「oldd」という名前',
    );
    expect(first).toContain('「old」（前にも飼いましたか）の書き間違いではありませんか。');
  });

  it('keeps a key where the key is the matter', async () => {
    const twice = LATER.replace('rabies', 'old');
    const found = await said(`${pages('old')}${twice}${EXAMPLE('{ errors: {} }')}`);
    expect(found.join()).toMatch(/「old」（[^）]+）という名前が2つあります/);
  });

  it.each([
    ['料金の歳入科目（revenue_item）がありません。', '「歳入科目」を選んで'],
    ['「no.such.key」は definition.yaml にありません。', 'その行を消して'],
    [
      '免除の書類（exempt_proof）があるのに、exempt_when がありません。',
      '「払わなくてよいとき」を',
    ],
  ])('%s is told in the words of the forms', (message, told) => {
    const said = saidInForms({} as CheckNames, { message, mend: 'key: value' });
    expect(said.mend).toContain(told);
    expect(said.message + said.mend).not.toMatch(/revenue_item|yaml|exempt_|key:/);
  });

  it('what stops a version stands apart from what is only read, and is never folded away', () => {
    const one = (level: GateFinding['level'], at: number): GateFinding => ({
      level,
      check: 'accessibility',
      code: 'accessibility.no_hint',
      place: { file: 'definition.yaml', line: at },
      message: `${at}`,
      mend: '',
    });
    const many = Array.from({ length: 12 }, (_, at) => [one('error', at), one('warning', at)]);
    const { desk } = deskFor('');
    const { parts, without } = checkView(desk, many.flat());
    const [errors, warnings] = parts;
    expect(errors?.groups.map(({ items, rest }) => [items.length, rest.length])).toEqual([[12, 0]]);
    expect(warnings?.groups.map(({ items, rest }) => [items.length, rest.length])).toEqual([
      [5, 7],
    ]);
    expect(without).toHaveLength(7);
  });
});
