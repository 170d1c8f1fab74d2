const q = encodeURIComponent;

const version = (id: string) => `/admin/versions/${q(id)}`;
const procedure = (id: string) => `/admin/procedures/${q(id)}`;

/** Every URL of the admins' side, once. */
export const adminPaths = {
  home: () => '/admin',

  /** All procedures with the state of their versions. */
  procedures: () => '/admin/procedures',
  /** Begin: from a shipped procedure, from a blank, from a file. */
  newProcedure: () => '/admin/procedures/new',
  procedure,
  /** POST: a new draft from what is published. */
  newVersion: (id: string) => `${procedure(id)}/versions`,
  /** POST: what stands there as it was shipped leaves the site. */
  retire: (id: string) => `${procedure(id)}/retire`,
  pauses: (id: string) => `${procedure(id)}/pauses`,
  liftPause: (id: string, pause: string) => `${procedure(id)}/pauses/${q(pause)}/lift`,
  links: (id: string) => `${procedure(id)}/links`,
  link: (id: string, code: string) => `${procedure(id)}/links/${q(code)}`,
  poster: (id: string, code: string) => `${procedure(id)}/links/${q(code)}/poster.pdf`,
  understanding: (id: string) => `${procedure(id)}/understanding`,

  /** The builder: the version's outline. */
  version,
  page: (id: string, page: string) => `${version(id)}/pages/${q(page)}`,
  field: (id: string, page: string, field: string) =>
    `${version(id)}/pages/${q(page)}/fields/${q(field)}`,
  /** What becomes of a question that is asked in another way, before it is done. */
  turn: (id: string, page: string, field: string, to: string) =>
    `${version(id)}/pages/${q(page)}/fields/${q(field)}/turn/${q(to)}`,
  /** Fee, windows, notices, booking, attachments, examples … : one part of the definition. */
  part: (id: string, part: string) => `${version(id)}/parts/${q(part)}`,
  /** The files as text: edit, export (`/export` for all as one archive), import. */
  files: (id: string) => `${version(id)}/files`,
  file: (id: string, name: string) => `${version(id)}/files/${q(name)}`,
  exportFiles: (id: string) => `${version(id)}/export`,
  undo: (id: string) => `${version(id)}/undo`,
  preview: (id: string) => `${version(id)}/preview`,
  check: (id: string) => `${version(id)}/check`,
  /** Differences to another version (`?to=<id>`), default what is published. */
  differences: (id: string) => `${version(id)}/differences`,
  translations: (id: string, locale = '') =>
    `${version(id)}/translations${locale && `/${q(locale)}`}`,
  translationsFile: (id: string, locale: string, format: string) =>
    `${version(id)}/translations/${q(locale)}.${q(format)}`,
  /** POST: ask for review, return, approve, publish, schedule, unschedule, archive, discard, restore. */
  versionStep: (id: string, step: string) => `${version(id)}/steps/${q(step)}`,

  settings: () => '/admin/settings',
  setting: (room: string) => `/admin/settings/${q(room)}`,
  section: (key: string) => `/admin/settings/sections/${q(key)}`,
  /** Its key for seals; POST: ask for another one. */
  sectionKey: (key: string) => `/admin/settings/sections/${q(key)}/key`,
  /** One of the town's own files: what is proposed, the text, earlier ones. */
  settingFile: (path: string) => `/admin/settings/file?path=${q(path)}`,

  inventory: (query = '') => `/admin/inventory${query && `?${query}`}`,
  inventoryProcedure: (id: string) => `/admin/inventory/${q(id)}`,
  inventoryImport: () => '/admin/inventory/import',
  indicators: (query = '') => `/admin/indicators${query && `?${query}`}`,
  indicator: (id: string) => `/admin/indicators/${q(id)}`,
  /** 事故の記録 */
  incidents: () => '/admin/indicators/incidents/records',
  /** POST: it was none after all. */
  takeBackIncident: (id: string) => `/admin/indicators/incidents/records/${q(id)}/take-back`,
  /** For the council. */
  indicatorReport: () => '/admin/indicators/report.pdf',
} as const;
