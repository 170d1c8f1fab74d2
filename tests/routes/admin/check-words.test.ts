import { describe, expect, it } from 'vitest';
import { gateVersion } from '../../../server/domain/publish-gate/gate-version.ts';
import type { Version } from '../../../server/domain/versions/version.ts';
import { deskOf } from '../../../server/routes/admin/builder-desk.ts';
import { checkView } from '../../../server/routes/admin/check-view.ts';
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
  const town = sampleTown();
  const services = {
    library: { town, municipality: town.municipality, procedures: new Map() },
    catalogues: new Map(),
    resources: { all: [] },
    clock: { now: () => new Date(`${TODAY}T12:00:00+09:00`) },
  } as unknown as Services;
  const files = { 'definition.yaml': HEAD + body };
  const version = { id: 'v', procedureId: 'sample', number: 1, title: '', state: 'draft', files };
  const found = await gateVersion(services, version);
  const view = checkView(deskOf(services, version as unknown as Version, true), found);
  return view.groups.flatMap(({ items }) => items.map(({ message, mend }) => message + mend));
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
});
