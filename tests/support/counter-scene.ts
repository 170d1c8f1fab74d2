import { afterAll, beforeAll } from 'vitest';
import { closeBrowser, phone } from './browser.ts';
import { counterApp } from './counter-app.ts';
import { freePort } from './server.ts';

/** The site on a port, for the file that calls this: tablets of its counter in a browser. */
export function counterScene() {
  let site: Awaited<ReturnType<typeof counterApp>> | undefined;
  let url = '';
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    site = await counterApp({ env: { PUBLIC_URL: url } });
    await site.app.listen({ port, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await closeBrowser();
    await site?.close();
  });
  const open = () => {
    if (site === undefined) throw new Error('the site is not open yet');
    return site;
  };
  return {
    get site() {
      return open();
    },
    get url() {
      return url;
    },
    /** Ten inches, with somebody signed in on it and a sitting that has just begun. */
    async tablet() {
      const at = await open().tablet();
      const sitting = await open().sitting(at);
      const context = await phone({ width: 1280, height: 800, scale: 1 });
      const cookies = Object.entries(at.browser.cookies);
      await context.addCookies(cookies.map(([name, value]) => ({ name, value, url })));
      return { at, sitting, page: await context.newPage() };
    },
  };
}
