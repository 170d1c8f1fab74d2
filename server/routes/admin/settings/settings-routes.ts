import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { townFileName } from '../../../domain/settings/town-file-name.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import { amountsRoutes } from './amounts-routes.ts';
import { brandingSettings } from './branding-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { closingsRoutes } from './closings-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { holidaysRoutes } from './holidays-routes.ts';
import { noticesRoutes } from './notices-routes.ts';
import { permissionsRoutes } from './permissions-routes.ts';
import { phrasesRoutes } from './phrases-routes.ts';
import { sectionsRoutes } from './sections-routes.ts';
import { nameOfFile } from './table-names.ts';
import { tableUrl } from './table-page.ts';
import { tableRoutes } from './table-routes.ts';
import { waitingSettings } from './waiting-settings.ts';

const ROOMS = [
  ['notices', 'お知らせ', '窓口の休みなどを、住民のページの上に8つの言葉で出します。'],
  ['sections', '課の名前と連絡先', '課を足し、電話番号、場所、課の名前を直します。'],
  ['amounts', '手数料と金額', '新しい額を、いつからかを決めて入れます。'],
  [
    'calendar',
    '開く日と時間',
    '施設や収集の、毎週の休みと時間の区分を、いつからかを決めて変えます。',
  ],
  ['closings', 'その日だけの休み', '施設や収集の、その日だけの休みを入れます。'],
  ['holidays', '町の休日', '国の祝日のほかに、町が休む日を入れます。'],
  ['phrases', 'よく使う文', 'いくつもの手続きが同じ言葉で使う文と、その訳を直します。'],
  ['branding', '町の名前と色', '名前、色、マークを替えます。色の読みやすさを確かめます。'],
  ['permissions', 'だれが何をできるか', '役割ごとにできることを変えます。別の人が公開します。'],
] as const;

async function townFiles(services: Services) {
  const { townDesk, stores } = services;
  const all = await readdir(townDesk.folder(), { recursive: true });
  const waiting = new Set((await stores.townFiles.proposals()).map(({ path }) => path));
  const changed = new Set((await stores.townFiles.published()).map(({ path }) => path));
  return all
    .map((name) => name.replaceAll(sep, '/'))
    .filter((path) => townFileName(path) !== undefined && !path.endsWith('.png'))
    .sort()
    .map((path) => ({
      path,
      name: nameOfFile(services, path),
      href: path.endsWith('.csv') ? tableUrl(path) : adminPaths.settingFile(path),
      isWaiting: waiting.has(path),
      isChanged: changed.has(path),
    }));
}

/** Item tables, each a room of its own: languages lie beside and are reached from the items. */
function itemTables(
  files: readonly { readonly path: string; readonly name: string; readonly href: string }[],
) {
  return files
    .filter(({ path }) => /^catalogues\/[a-z0-9_]+\.csv$/.test(path))
    .map(({ name, href }) => ({
      href,
      name,
      text: '1行ずつ直す、足す、消す。表計算ソフトのファイルでも入れ替えられます。',
    }));
}

const asRoom = ([key, name, text]: (typeof ROOMS)[number]) => ({
  href: adminPaths.setting(key),
  name,
  text,
});

/** 町の設定: what otherwise needs somebody who programs. */
export async function settingsRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const config = { staff: 'settings.manage' } as const;
  app.get(adminPaths.settings(), { config }, async (_request, reply) => {
    void services.townDesk.getReady();
    const files = await townFiles(services);
    const isPhrase = ({ path }: { readonly path: string }) => path.startsWith('phrases/');
    return reply.officePage('admin/settings', {
      title: '町の設定',
      styles: ['admin-figures.css'],
      rooms: [...ROOMS.map(asRoom), ...itemTables(files)],
      waiting: await waitingSettings(services),
      files: files.filter((file) => !isPhrase(file)),
      phrases: files.filter(isPhrase),
    });
  });
  await noticesRoutes(app, services);
  await sectionsRoutes(app, services);
  await amountsRoutes(app, services);
  await calendarRoutes(app, services);
  await closingsRoutes(app, services);
  await holidaysRoutes(app, services);
  await brandingSettings(app, services);
  await permissionsRoutes(app, services);
  await phrasesRoutes(app, services);
  await tableRoutes(app, services);
  await fileRoutes(app, services);
}
