import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import { loadSampleTown } from '../support/sample-town.ts';

const { municipality } = await loadSampleTown();

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const foreign = municipality.languages.filter((language) => !language.startsWith('ja'));

it.each(foreign)(
  'the address at the foot of a page in %s says what of it is Japanese',
  async (l) => {
    const { body } = await site.resident().get(`/${l}/help`);
    const foot = /<address>(.*?)<\/address>/s.exec(body)?.[1] ?? '';
    expect(foot).toContain('999-0001');
    const unmarked = foot.replace(/<span lang="ja">.*?<\/span>/gs, '');
    // A Chinese name of the town is Chinese.
    const japanese = l === 'zh-Hans' ? /[\u3040-\u30ff]|町|番|号/ : /[\u3040-\u30ff\u3400-\u9fff]/;
    expect(unmarked).not.toMatch(japanese);
  },
);
