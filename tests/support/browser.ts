import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
} from 'playwright-core';
import { onlyOnce } from './only-once.ts';
import { openPhones } from './open-phones.ts';

/**
 * Our own list: the package's defaults switch web security off and run everything in one process,
 * which would hide what a resident's browser does.
 */
const LAUNCH_ARGUMENTS = [
  '--no-sandbox', // the build machine may be root in a container; only our own pages are opened
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * The library's own list, which ours stands in for, and one more: with `RenderDocument` each step from
 * page to page is made in a frame made anew, for a third more work.
 */
const FEATURES_OFF = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'RenderDocument',
  'ThirdPartyStoragePartitioning',
];

/** Japanese first: what several have is drawn with the first. */
const FONT_PACKAGES = ['jp', 'kr', 'sc'].map((script) =>
  resolve(import.meta.dirname, `../../node_modules/@expo-google-fonts/noto-sans-${script}`),
);

function fontsConf(cache: string): string {
  const folders = FONT_PACKAGES.flatMap((fonts) =>
    ['400Regular', '700Bold'].map((weight) => `<dir>${fonts}/${weight}</dir>`),
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.join('\n  ')}
  <cachedir>${cache}</cachedir>
</fontconfig>
`;
}

/**
 * Unpacks the Chromium of its npm package into a folder of this run alone: in the shared temporary
 * folder the package would take over whatever another user left there under the same name.
 */
async function unpack(folder: string): Promise<void> {
  process.env['TMPDIR'] = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  await packaged.executablePath();
  writeFileSync(join(folder, 'fonts.conf'), fontsConf(join(folder, 'font-cache')));
}

async function launch(): Promise<Browser> {
  const before = process.env['TMPDIR'];
  // Makes the package bring the system libraries that a bare machine lacks.
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
  const folder = await onlyOnce('browser', unpack);
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  const profiles = join(folder, `profiles-${process.pid}`);
  mkdirSync(profiles, { recursive: true });
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...LAUNCH_ARGUMENTS, `--disable-features=${FEATURES_OFF.join(',')}`],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: profiles,
      TMPDIR: profiles,
      TZ: 'Asia/Tokyo',
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}

let running: Promise<Browser> | undefined;

/** The browser of this worker: its files share it one after the other, each with phones of its own. */
async function browser(): Promise<Browser> {
  const open = await running;
  // One that has crashed does not take the files after it along.
  if (open && !open.isConnected()) running = undefined;
  running ??= launch();
  return running;
}

/** Puts away every phone of this test file, for afterAll; the browser ends with its worker. */
export async function closeBrowser(): Promise<void> {
  const open = await running;
  await Promise.all(open?.contexts().map((context) => context.close()) ?? []);
}

export interface Device {
  readonly width?: number;
  readonly height?: number;
  readonly javaScript?: boolean;
  /** Dots of the screen for each pixel. */
  readonly scale?: number;
  /** Accept-Language of the phone. */
  readonly language?: string;
}

/** Pages are drawn for nobody; only the full run has them drawn as finely as on a phone. */
const USUAL_SCALE = process.env['TEST_FULL'] === '1' ? 2 : 1;

/** A phone of its own: no cookies from anyone else. 390 × 844 with a Japanese system language. */
export async function phone(device: Device = {}): Promise<BrowserContext> {
  const context = await (await browser()).newContext({
    viewport: { width: device.width ?? 390, height: device.height ?? 844 },
    deviceScaleFactor: device.scale ?? USUAL_SCALE,
    hasTouch: true,
    isMobile: (device.width ?? 390) < 768,
    locale: device.language ?? 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    javaScriptEnabled: device.javaScript ?? true,
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(10_000);
  if (device.javaScript === false) scriptless.add(context);
  openPhones.add(context);
  context.on('close', () => openPhones.delete(context));
  return context;
}

const scriptless = new WeakSet<BrowserContext>();

const inspectors = new WeakMap<Page, CDPSession>();

async function inspectorOf(page: Page): Promise<CDPSession> {
  const known = inspectors.get(page) ?? (await page.context().newCDPSession(page));
  inspectors.set(page, known); // ending a session would switch scripts on for good
  return known;
}

/**
 * Lets the checks run their own script (axe waits on timers) in a phone that has scripts switched
 * off. The page's own scripts were not loaded, and they are off again when the next page comes.
 */
export async function lettingChecksRun<T>(page: Page, check: () => Promise<T>): Promise<T> {
  if (!scriptless.has(page.context())) return check();
  const inspector = await inspectorOf(page);
  const disable = (value: boolean) =>
    inspector.send('Emulation.setScriptExecutionDisabled', { value });
  await disable(true); // a session passes on changes only, and begins with "false"
  await disable(false);
  try {
    return await check();
  } finally {
    await disable(true);
  }
}

/** Runs a long script in the page: sent straight to the browser it is read once, not three times. */
export async function runScript(page: Page, script: string): Promise<void> {
  const inspector = await inspectorOf(page);
  const { exceptionDetails } = await inspector.send('Runtime.evaluate', { expression: script });
  if (exceptionDetails) throw new Error(`the script failed: ${exceptionDetails.text}`);
}
