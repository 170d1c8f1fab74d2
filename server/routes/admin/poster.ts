import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { ShortLink } from '../../domain/short-links/short-link.ts';
import type { Poster } from '../../integrations/pdf/poster.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';

/** The address as it stands on paper; the longer one is behind the code, too. */
export function shortAddress({ config }: Services, code: string): string {
  return `${config.publicUrl}/p/${code}`;
}

async function modulesOf(text: string): Promise<Poster['code']> {
  // Sixty files, read with the first poster.
  const { create } = await import('qrcode');
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => Boolean(modules.get(row, column))),
  );
}

export async function posterOf(
  services: Services,
  procedure: Procedure,
  link: ShortLink,
): Promise<Poster> {
  const { municipality } = services.library;
  const section = municipality.sections[procedure.section];
  const address = shortAddress(services, link.code);
  const japanese = services.words('ja');
  const languages = municipality.languages.map((locale) => {
    const words = services.words(locale);
    return {
      name: words.plain('common:language_name'),
      title: procedurePlain(procedure, words, 'title'),
    };
  });
  return {
    kind: 'poster',
    town: municipality.name['ja'] ?? '',
    title: procedurePlain(procedure, japanese, 'title'),
    lead: 'スマートフォンで手続きができます。カメラで読み取ってください。',
    code: await modulesOf(address),
    address: address.replace(/^https?:\/\//, ''),
    languages,
    contact: `お問い合わせ：${section?.name['ja'] ?? municipality.name['ja'] ?? ''} 電話 ${section?.phone ?? municipality.phone}`,
  };
}
