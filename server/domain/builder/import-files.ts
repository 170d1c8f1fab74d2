import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import { checkSource } from './check-source.ts';
import { decodeFile } from './decode-file.ts';
import { DEFINITION_FILE, isDefinitionFile } from './file-names.ts';
import { asMap } from './loose-data.ts';
import { type ArchivedFile, isArchive, readArchive } from './read-archive.ts';
import { refusal } from './source-limits.ts';
import { openSource } from './yaml/yaml-text.ts';

/** A file that somebody chose, or one of an archive. */
export type UploadedFile = ArchivedFile;

export type Imported =
  | { readonly kind: 'read'; readonly files: DefinitionSources }
  /** Nothing is taken over, not even what was good. */
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

/** `dog-registration.yaml`, `definition (1).yml`: a definition by what it says. */
function nameFor(name: string, text: string): string | undefined {
  if (isDefinitionFile(name)) return name;
  if (!/\.ya?ml$/i.test(name)) return undefined;
  const data = asMap(openSource(name, text).source.data);
  return Object.hasOwn(data, 'id') && Object.hasOwn(data, 'pages') ? DEFINITION_FILE : undefined;
}

function unknownFile(name: string): Finding {
  const message = `「${name.slice(0, 80)}」は、手続きのファイルではありません。`;
  const mend = '入れられるのは、definition.yaml と、言葉ごとのファイル（en.yaml など）です。';
  return refusal(name.slice(0, 80), 1, 'unknown_file', message, mend);
}

function readOne({
  name,
  bytes,
}: UploadedFile): { readonly file: string; readonly text: string } | Finding[] {
  const decoded = decodeFile(name, bytes);
  if (typeof decoded !== 'string') return [decoded];
  const text = decoded.replace(/^\uFEFF/, '');
  const file = nameFor(name, text);
  if (file === undefined) {
    // What can't even be read says so; otherwise it is something else.
    const findings = /\.ya?ml$/i.test(name) ? checkSource(name, text) : [];
    return findings.length > 0 ? [...findings] : [unknownFile(name)];
  }
  const findings = checkSource(file, text);
  return findings.length > 0 ? [...findings] : { file, text };
}

/** What a version's files are made of: YAML files, or one zip of them. All of them are good, or none is taken. */
export function importFiles(uploads: readonly UploadedFile[]): Imported {
  const findings: Finding[] = [];
  const files: Record<string, string> = {};
  const add = (upload: UploadedFile) => {
    const read = readOne(upload);
    if (Array.isArray(read)) findings.push(...read);
    else if (Object.hasOwn(files, read.file)) {
      const message = `「${read.file}」が2つあります。`;
      findings.push(
        refusal(read.file, 1, 'duplicate_id', message, 'どちらかひとつだけを入れてください。'),
      );
    } else files[read.file] = read.text;
  };
  for (const upload of uploads) {
    if (!isArchive(upload.bytes)) add(upload);
    else {
      const archived = readArchive(upload.name, upload.bytes);
      if ('code' in archived) findings.push(archived);
      else for (const file of archived) add(file);
    }
  }
  if (findings.length === 0 && Object.keys(files).length === 0) {
    const mend = '「ファイルを選ぶ」で、definition.yaml か zip を選んでください。';
    findings.push(refusal('', 0, 'unknown_file', '手続きのファイルがありません。', mend));
  }
  return findings.length > 0 ? { kind: 'refused', findings } : { kind: 'read', files };
}
