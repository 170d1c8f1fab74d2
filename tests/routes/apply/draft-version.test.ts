import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { copyTown, type TownCopy } from '../../support/town-copy.ts';

const ID = 'care-certification';
let town: TownCopy;
let dataDir: string;
beforeEach(() => {
  town = copyTown();
  dataDir = mkdtempSync(join(tmpdir(), 'madoguchi-data-'));
});
afterEach(() => {
  town.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const open = () => applyApp({ dataDir, env: { PROCEDURES_DIR: town.folder } });

/** The same browser at the server that was started again. */
function back(site: ApplyApp, cookies: Record<string, string>) {
  const resident = site.resident();
  resident.cookies = { ...cookies };
  return resident;
}

describe('a definition that changes while a form is open', () => {
  it.each<[string, () => void, number]>([
    [
      'a new version',
      () =>
        town.edit(`${ID}/definition.yaml`, (text) => {
          const at = text.indexOf('pages:');
          return `${text.slice(0, at)}${text.slice(at).replace(/title: .*/, 'title: 変わったページ')}`;
        }),
      200,
    ],
    ['no definition any more', () => rmSync(join(town.folder, ID), { recursive: true }), 404],
    ['a broken one', () => town.edit(`${ID}/definition.yaml`, () => 'id: [x'), 404],
  ])('%s: the form goes on with its own and is sent pinned to it', async (_, change, start) => {
    const before = await open();
    const { resident, path, hidden, wishes, procedure } = await before.applicant(ID, 'insured');
    await before.close();
    change();

    const after = await open();
    expect(after.services.library.procedures.get(ID)?.version).not.toBe(procedure.version);
    const again = back(after, resident.cookies);
    expect((await again.get(`/ja/apply/${ID}`)).statusCode).toBe(start);
    const sent = await again.post(path, { ...hidden, ...wishes, intent: 'next' });
    expect(sent.statusCode).toBe(303);
    const kind = await again.get(`/ja/apply/${ID}/kind`);
    expect([kind.statusCode, kind.body.includes('変わったページ')]).toEqual([200, false]);
    await after.close();
  });

  it('a whole form is sent as it was begun, and its status can be read', async () => {
    const before = await open();
    const { resident, path, hidden, procedure } = await before.applicant(ID);
    await before.close();
    rmSync(join(town.folder, ID), { recursive: true });

    const after = await open();
    const again = back(after, resident.cookies);
    const sent = await again.post(path, { ...hidden, intent: 'submit' });
    const place = String(sent.headers.location);
    expect(place).toMatch(/\/done\//);
    expect((await again.get(place)).statusCode).toBe(200);
    const id = place.split('/').at(-1) ?? '';
    expect((await again.get(`/ja/status/${id}`)).statusCode).toBe(200);
    const application = await after.services.stores.applications.find(id);
    expect(application?.version).toBe(procedure.version);
    await after.close();
  });
});
