import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowser, phone } from './browser.ts';

let page: Page;
beforeAll(async () => {
  page = await (await phone()).newPage();
});
afterAll(closeBrowser);

/** Which font files the text was really drawn with, as the browser's own inspector says. */
async function fontsOf(html: string): Promise<string[]> {
  await page.setContent(`<html lang="ja"><body><p>${html}</p></body></html>`);
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('DOM.enable');
  await inspector.send('CSS.enable');
  const { root } = await inspector.send('DOM.getDocument');
  const { nodeId } = await inspector.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: 'p',
  });
  const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map((font) => `${font.familyName} ${font.glyphCount}`);
}

describe('the browser of the tests', () => {
  it('draws Japanese with Noto Sans JP, whatever the machine has installed', async () => {
    expect(await fontsOf('窓口ひらがなカナ')).toEqual(['Noto Sans JP 8']);
  });

  it('gives kanji their full width and letters theirs, so that overflow shows', async () => {
    await page.setContent(
      '<html lang="ja"><body style="font-size:40px"><span>窓口</span><span>ii</span><span>WW</span></body></html>',
    );
    const widths = await page.$$eval('span', (all) =>
      all.map((e) => e.getBoundingClientRect().width),
    );
    expect(widths[0]).toBe(80);
    expect(widths[1]).toBeLessThan(30);
    expect(widths[2]).toBeGreaterThan(60);
  });

  it('keeps web security on: a page can not read what another origin did not offer', async () => {
    const other = createServer((_, reply) => reply.end('private')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await page.goto('data:text/html,<title>x</title>');
    const read = await page.evaluate(
      (url) =>
        fetch(url).then(
          (reply) => reply.text(),
          () => 'refused',
        ),
      `http://127.0.0.1:${port}/`,
    );
    other.close();
    expect(read).toBe('refused');
  });
});
