import { HttpResident, walkOverHttp } from './http-resident.ts';
import type { Walk } from './walk.ts';

/**
 * Fills in the form without a screen and opens it in the tab where the walk is to stop: what leads
 * there is not what the test is about (journeys that are go by hand). The page before it is behind
 * the back button, as if somebody had come from there.
 */
export async function openPrepared(walk: Walk): Promise<void> {
  const { page, url } = walk;
  const resident = new HttpResident(url);
  try {
    const { path, before } = await walkOverHttp({ ...walk, resident });
    const [name = '', ...value] = resident.cookie.split('=');
    await page.context().addCookies([{ name, value: value.join('='), url }]);
    await page.goto(url + before);
    await page.goto(url + path);
  } finally {
    resident.close();
  }
}
