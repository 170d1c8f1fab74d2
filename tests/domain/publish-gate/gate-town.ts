import type { Town } from '../../../server/domain/procedures/town.ts';
import type { GateFinding } from '../../../server/domain/publish-gate/gate-finding.ts';
import type { GateDeps } from '../../../server/domain/publish-gate/gate-subject.ts';
import { gateVersion } from '../../../server/domain/publish-gate/gate-version.ts';
import type { TranslationMark } from '../../../server/domain/translations/translation.ts';
import { sampleTown, TODAY } from '../procedures/sample-town.ts';

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

interface Given {
  readonly town?: Town;
  readonly marks?: readonly TranslationMark[];
  /** Language files. */
  readonly files?: Readonly<Record<string, string>>;
  /** Lines of the head in other words. */
  readonly head?: Readonly<Record<string, string>>;
}

/** What the gate says of a definition: its head is good, `body` goes on. */
export function gate(body: string, given: Given = {}): Promise<readonly GateFinding[]> {
  const { town = sampleTown(), marks = [], files = {}, head = {} } = given;
  const lines = HEAD.split('\n').map((line) => {
    const key = line.split(':')[0] ?? '';
    return head[key] === undefined ? line : head[key] === '' ? '#' : `${key}: ${head[key]}`;
  });
  const deps: GateDeps = {
    library: { town, procedures: new Map() },
    catalogues: new Map(),
    resources: { all: [] } as unknown as GateDeps['resources'],
    clock: { now: () => new Date(`${TODAY}T12:00:00+09:00`) },
    stores: { translations: { put: async () => {}, marks: async () => marks } },
  };
  const sources = { 'definition.yaml': lines.join('\n') + body, ...files };
  return gateVersion(deps, { procedureId: 'sample', files: sources });
}

/** Codes with the path that each leads to. */
export async function codes(body: string, given: Given = {}): Promise<readonly string[]> {
  const found = await gate(body, given);
  return found.map(
    ({ level, code, place }) => `${level} ${code} ${place.path ?? `line ${place.line}`}`,
  );
}
