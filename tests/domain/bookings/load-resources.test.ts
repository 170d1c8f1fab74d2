import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';

import { switchedOn } from '../../support/locale-files.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the town's resources with one text replaced. */
function withChange(file: string, from: string, to: string) {
  const folder = mkdtempSync(join(tmpdir(), 'resources-'));
  folders.push(folder);
  cpSync('procedures/resources', join(folder, 'resources'), { recursive: true });
  cpSync(
    'procedures/catalogues/facility_fees.csv',
    join(folder, 'catalogues', 'facility_fees.csv'),
  );
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return loadResources(folder);
}

const FACILITIES = 'resources/facilities.yaml';
const WASTE = 'resources/waste-areas.yaml';

const languages = switchedOn();

describe("the sample town's resources", () => {
  const { resources, findings } = loadResources('procedures');
  it('have no mistake', () => expect(findings).toEqual([]));
  it('are six facilities and four areas', () => {
    expect(resources.inGroup('facilities').map(({ id }) => id)).toEqual([
      'arena',
      'arena-half-a',
      'arena-half-b',
      'table-tennis',
      'hall',
      'meeting-room',
    ]);
    expect(resources.inGroup('waste_areas')).toHaveLength(4);
    expect(resources.find('pool')).toBeUndefined();
  });
  it('say everything in every language, with ruby over every kanji in easy Japanese', () => {
    const all = [...resources.inGroup('facilities'), ...resources.inGroup('waste_areas')];
    for (const resource of all) {
      const texts = [
        resource.name,
        resource.place,
        ...(resource.summary ? [resource.summary] : []),
        ...resource.versions.flatMap(({ slots, opening, prices, note }) => [
          ...slots.map(({ label }) => label),
          ...opening.closed.flatMap(({ reason }) => (reason ? [reason] : [])),
          ...(prices ? [prices.overtimeLabel] : []),
          ...(note ? [note] : []),
        ]),
      ];
      for (const text of texts) {
        expect(Object.keys(text)).toEqual(expect.arrayContaining(languages));
        const bare = text['ja-easy']?.replace('{hours}', '').replace(/\{[^{}|]+\|[^{}|]+\}/g, '');
        expect(bare).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });
});

describe('a mistake leaves out its file, and only that', () => {
  it.each([
    [FACILITIES, 'group: facilities', 'group: [facilities', 'yaml'],
    [FACILITIES, 'people: 800', 'poeple: 800', 'resource_shape'],
    [FACILITIES, 'weekday: 月', 'weekday: Monday', 'resource_shape'],
    [FACILITIES, 'days_before: 1', 'days_before: 0', 'resource_shape'],
    [WASTE, 'collection: 火', 'collection: 火曜日', 'resource_shape'],
    [WASTE, '  waste-north:', '  hall:', 'duplicate_id'],
    [FACILITIES, 'table: arena\n', 'table: swimming\n', 'price_missing'],
    [WASTE, '  waste-east:', '  waste-east:\n    atoms: [hall]', 'atoms_disagree'],
    [FACILITIES, 'people: 30\n', 'people: 30\n    waiting_list: true\n', 'waiting_list_with_fee'],
    [
      WASTE,
      '  waste-east:',
      '  waste-east:\n    atoms: [truck]\n    waiting_list: 3',
      'waiting_list_shared',
    ],
    [WASTE, '  waste-east:', '  waste-east:\n    waiting_list: 0', 'resource_shape'],
  ])('%s: %s → %s: %s', (file, from, to, code) => {
    const { resources, findings } = withChange(file, from, to);
    expect(findings[0]).toMatchObject({ level: 'error', file, code });
    const groups = ['facilities', 'waste_areas'].map((group) => resources.inGroup(group).length);
    expect(groups).toEqual(file === FACILITIES ? [0, 4] : [6, 0]);
  });

  it.each([
    ['people: 800', 'people: many'],
    ['people: 800', 'poeple: 800'],
    ['weekday: 月', 'weekday: Monday'],
    ['days_before: 7', 'days_before: 0'],
  ])('names the line once: %s → %s', (from, to) => {
    const { findings } = withChange(FACILITIES, from, to);
    const lines = readFileSync('procedures/resources/facilities.yaml', 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(from)) + 1;
    expect(findings.map((finding) => finding.line)).toEqual([line]);
  });

  const CHANGE = '      - from: 2027-04-01\n';
  it.each([
    [
      'two on one day',
      `${CHANGE}        capacity: 2\n${CHANGE}`,
      '「始まり」（from）が違います。2027-04-01 が2回あります。',
    ],
    [
      'not in order',
      `      - from: 2027-05-01\n        capacity: 2\n${CHANGE}`,
      '2027-04-01 が 2027-05-01 より後にあります。',
    ],
    [
      'nothing new',
      `${CHANGE}        note: { ja: 休み }\n      - from: 2027-05-01\n`,
      '変わるものがありません',
    ],
    [
      'an unknown key',
      `${CHANGE}        colour: red\n`,
      '「colour」という項目は、ここでは使えません。',
    ],
    [
      'no day',
      '      - from: 2027-04-31\n',
      '（hall）の「始まり」（from）の書き方が違います（「2027-04-31」',
    ],
  ])('a change: %s', (_, to, message) => {
    const { resources, findings } = withChange(FACILITIES, CHANGE, to);
    expect(`${findings[0]?.message}${findings[0]?.mend}`).toContain(message);
    expect(findings[0]?.line).toBeGreaterThan(200);
    expect(resources.inGroup('facilities')).toEqual([]);
  });

  it('a new division needs its price from its day on, and whoever shares it the same day', () => {
    const slots = (id: string) =>
      `        slots: [{ id: ${id}, from: "09:00", to: "12:00", label: { ja: 朝 } }]\n`;
    const missing = withChange(FACILITIES, CHANGE, CHANGE + slots('dawn')).findings;
    expect(missing[0]).toMatchObject({
      code: 'price_missing',
      message: '「hall」の区分「dawn」の料金が、2027-04-01からありません。',
    });
    const half = '    people: 100\n    slots: &until_nine';
    const changes = `    changes:\n${CHANGE}${slots('am')}`;
    const apart = withChange(FACILITIES, half, changes + half).findings;
    expect(apart[0]).toMatchObject({
      code: 'atoms_disagree',
      message:
        '「arena」と「arena-half-a」は同じ場所（atoms）を使いますが、2027-04-01から時間の区分か定員が違います。',
    });
  });

  it('a change of the defaults is none of what a resource says itself', () => {
    const { resources, findings } = withChange(
      WASTE,
      'defaults:\n',
      `defaults:\n  changes:\n${CHANGE}        capacity: 5\n        opening: { collection: 日 }\n`,
    );
    expect(findings).toEqual([]);
    const later = resources.find('waste-north')?.versions[1];
    expect(later).toMatchObject({ from: '2027-04-01', capacity: 5, opening: { collection: '火' } });
    expect(resources.find('waste-east')?.versions[1]?.capacity).toBe(12);
  });

  it('a broken price table leaves out what has prices', () => {
    const { resources, findings } = withChange('catalogues/facility_fees.csv', ',3600,', ',-1,');
    expect(findings[0]).toMatchObject({ code: 'facility_fees', line: 2 });
    expect(resources.inGroup('facilities')).toEqual([]);
    expect(resources.inGroup('waste_areas')).toHaveLength(4);
  });

  it('a town without anything to book', () => {
    const folder = mkdtempSync(join(tmpdir(), 'resources-'));
    folders.push(folder);
    expect(loadResources(folder).resources.inGroup('facilities')).toEqual([]);
  });
});
