import type { Locale } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { ShortLink } from '../../domain/short-links/short-link.ts';
import type { Script } from '../../integrations/pdf/form-fonts.ts';
import type { Poster } from '../../integrations/pdf/poster.ts';
import { Html, textOf } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';

const SCRIPTS: Readonly<Partial<Record<Locale, Script>>> = { 'zh-Hans': 'sc', ko: 'kr' };

/** Readings as marks again: on paper they are drawn, not marked up. */
function markedText(html: Html): string {
  const ruby = /<ruby>([^<]*)<rp>\(<\/rp><rt>([^<]*)<\/rt><rp>\)<\/rp><\/ruby>/g;
  return textOf(new Html(html.value.replace(ruby, '{$1|$2}')));
}

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
      title: procedure.text(locale, 'title') ?? '',
      lead: markedText(words.t('apply:poster_lead')),
      script: SCRIPTS[locale] ?? 'jp',
    };
  });
  return {
    kind: 'poster',
    town: municipality.name['ja'] ?? '',
    title: procedurePlain(procedure, japanese, 'title'),
    lead: japanese.plain('apply:poster_lead'),
    code: await modulesOf(address),
    address: address.replace(/^https?:\/\//, ''),
    languages,
    contact: [
      `お問い合わせ：${section?.name['ja'] ?? municipality.name['ja'] ?? ''} 電話 ${section?.phone ?? municipality.phone}`,
      municipality.hours?.['ja'] ?? '',
    ].filter((line) => line !== ''),
  };
}
