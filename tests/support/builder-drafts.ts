import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { DefinitionSources } from '../../server/domain/procedures/procedure.ts';
import { hiddenFields } from './http-resident.ts';
import { unescaped } from './injected-resident.ts';
import type { OfficeApp } from './office-app.ts';

/** Several for boxes that are ticked together. */
type Filled = Readonly<Record<string, string | string[]>>;

type Member = Awaited<ReturnType<OfficeApp['member']>>;

/** The files of a shipped procedure as they lie in its folder. */
export function shippedSources(id: string): DefinitionSources {
  const folder = `procedures/${id}`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/** A draft of these files: its id and where the builder has it. */
async function begin(
  site: OfficeApp,
  { login: by }: Member,
  procedureId: string,
  files: DefinitionSources,
) {
  const at = site.clock.now();
  const id = randomUUID();
  await site.services.stores.versions.begin(
    {
      id,
      procedureId,
      origin: 'shipped',
      title: procedureId,
      section: 'environment',
      files,
      note: '',
      createdBy: by,
      createdAt: at,
      changedBy: by,
      changedAt: at,
    },
    { at, actor: `staff:${by}`, action: 'version.begun', subject: id, detail: {} },
  );
  const file = async (name: string) =>
    (await site.services.stores.versions.find(id))?.files[name] ?? '';
  return { id, home: `/admin/versions/${id}`, file, yaml: () => file('definition.yaml') };
}

/** What one form of a page would send, as it stands there. */
export function formOf(body: string, id: string): Record<string, string> {
  const start = body.indexOf(`name="form" value="${id}"`);
  const html = body.slice(body.lastIndexOf('<form', start), body.indexOf('</form>', start));
  const areas = [...html.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)];
  const ticked = [...html.matchAll(/<input[^>]*name="([^"]+)" value="([^"]*)" checked/g)];
  const selected = [...html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)];
  const texts = [...html.matchAll(/<input class="input[^>]*>/g)].map(([tag]) => [
    / name="([^"]+)"/.exec(tag)?.[1] ?? '',
    unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ]);
  const hidden = Object.entries(hiddenFields(html)).map(([name, value]) => [
    name,
    unescaped(value),
  ]);
  return {
    ...Object.fromEntries(hidden),
    ...Object.fromEntries(texts),
    ...Object.fromEntries(areas.map(([, name, value]) => [name ?? '', unescaped(value ?? '')])),
    ...Object.fromEntries(ticked.map(([, name, value]) => [name ?? '', value ?? ''])),
    ...Object.fromEntries(
      selected.map(([, name, options]) => [
        name ?? '',
        unescaped(/value="([^"]*)" selected/.exec(options ?? '')?.[1] ?? ''),
      ]),
    ),
    intent: 'save',
  };
}

/** Drafts of a site, and their forms as that member of staff fills them in. */
export function builderOf(site: OfficeApp, admin: Member) {
  return {
    draftOf: (procedureId: string, files = shippedSources(procedureId)) =>
      begin(site, admin, procedureId, files),
    async change(path: string, form: string, fields: Filled = {}) {
      const page = await admin.browser.get(path);
      return admin.browser.post(path, { ...formOf(page.body, form), ...fields });
    },
    /** A button of a list. */
    async entry(path: string, id: string, intent: string) {
      const { hidden } = await admin.browser.open(path);
      return admin.browser.post(path, { _csrf: hidden._csrf ?? '', entry: id, intent });
    },
  };
}
