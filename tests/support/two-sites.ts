import { afterAll, beforeAll } from 'vitest';
import { type ApplyApp, applyApp } from './apply-app.ts';
import { InjectedResident } from './injected-resident.ts';

/** Two processes on one database, as a town has with several of them; for the tests of that file. */
export function useTwoSites() {
  let sites: readonly [ApplyApp, ApplyApp] | undefined;
  beforeAll(async () => {
    const first = await applyApp();
    sites = [first, await applyApp({ dataDir: first.dataDir })];
  });
  afterAll(async () => {
    await sites?.[1].close();
    await sites?.[0].close();
  });
  const at = (n: 0 | 1) => {
    if (sites === undefined) throw new Error('no site is open yet');
    return sites[n];
  };
  return {
    site: () => at(0),
    beside: () => at(1),
    /** The same browser, on the other process. */
    there(resident: InjectedResident) {
      const { app, services } = at(1);
      const other = new InjectedResident(app, services.config.publicUrl);
      other.cookies = resident.cookies;
      return other;
    },
  };
}
