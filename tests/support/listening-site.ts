import { type ApplyApp, applyApp } from './apply-app.ts';
import { freePort } from './server.ts';

export type ListeningSite = ApplyApp & { readonly url: string };

/** The whole site in this process, whose clock can be set, on a port that a browser can open. */
export async function listeningSite(
  env: Readonly<Record<string, string>> = {},
): Promise<ListeningSite> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const site = await applyApp({ env: { PUBLIC_URL: url, ...env } });
  await site.app.listen({ port, host: '127.0.0.1' });
  return { ...site, url };
}
