import { describe, expect, it } from 'vitest';
import { DATABASES } from '../../storage/each-database.ts';
import { builderOf, shippedSources } from '../../support/builder-drafts.ts';
import { InjectedResident } from '../../support/injected-resident.ts';
import { officeApp } from '../../support/office-app.ts';
import { freshDatabase, startPostgres } from '../../support/postgres.ts';

const postgres = await startPostgres();

async function envOf(dialect: (typeof DATABASES)[number]): Promise<Record<string, string>> {
  return dialect === 'postgres' && postgres ? { DATABASE_URL: await freshDatabase(postgres) } : {};
}

describe.each(DATABASES)('a trial of the preview in two processes on %s', (dialect) => {
  it('goes on in the other one with what was typed in the first, however much it is', async () => {
    const env = await envOf(dialect);
    const site = await officeApp({ env });
    const other = await officeApp({ env, dataDir: site.dataDir });
    try {
      const admin = await site.member({ role: 'procedure_admin' });
      const files = shippedSources('dog-death');
      const definition = String(files['definition.yaml']).replace(
        'dog_name: { type: text, label: $dog_name, max: 30 }',
        'dog_name: { type: long_text, label: $dog_name, max: 10000 }',
      );
      const { home } = await builderOf(site, admin).draftOf('dog-death', {
        ...files,
        'definition.yaml': definition,
      });
      const there = new InjectedResident(other.app, other.services.config.publicUrl);
      there.cookies = { ...admin.browser.cookies };
      const chip = await admin.browser.open(`${home}/preview/ja/chip`);
      await admin.browser.post(chip.path, { ...chip.hidden, chip: 'no' });
      const dog = await admin.browser.open(`${home}/preview/ja/dog`);
      const answers = { breed: '柴犬', colour: '茶', gender: 'male' };
      const day = { 'died_on.year': '2026', 'died_on.month': '11', 'died_on.day': '10' };
      const typed = { ...dog.hidden, ...answers, ...day, dog_name: '犬'.repeat(10_000) };
      const next = await admin.browser.post(dog.path, typed);
      expect(next.headers.location).toContain('/preview/ja/tags');

      const tags = await there.open(String(next.headers.location));
      const sent = await there.post(tags.path, {
        ...tags.hidden,
        tag: 'lost',
        vaccination_tag: 'lost',
      });
      expect(sent.headers.location).toContain('/preview/ja/owner');
      const back = await admin.browser.get(`${home}/preview/ja/tags`);
      expect(back.body).toMatch(/value="lost"[^>]*checked/);
      expect((await there.get(`${home}/preview/ja/dog`)).body).toContain('犬'.repeat(10_000));
      expect(Object.keys(admin.browser.cookies).join()).not.toContain('preview');
    } finally {
      await other.close();
      await site.close();
    }
  });
});
