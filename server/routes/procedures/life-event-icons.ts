/** Line icon (views/components/icons) of each life event, in the order in which a life meets them. */
const LIFE_EVENT_ICONS: Readonly<Record<string, string>> = {
  'pregnancy-birth': 'baby',
  'child-rearing': 'family',
  school: 'school',
  moving: 'moving',
  work: 'business',
  marriage: 'ring',
  'elderly-care': 'elder',
  disability: 'wheelchair',
  bereavement: 'flower',
  'daily-life': 'home',
  waste: 'sofa',
  'culture-sports': 'building',
  pets: 'pet',
  tax: 'coin',
  disaster: 'shield',
};

const ORDER = Object.keys(LIFE_EVENT_ICONS);

/** Icon of a life event or category; a sheet of paper where none was drawn. */
export function iconOf(code: string): string {
  return LIFE_EVENT_ICONS[code] ?? 'document';
}

/** Sorts codes as a life meets them; unknown ones last, by name. */
export function byLifeOrder(one: string, other: string): number {
  const [a, b] = [ORDER.indexOf(one), ORDER.indexOf(other)].map((i) => (i < 0 ? ORDER.length : i));
  return (a as number) - (b as number) || one.localeCompare(other);
}
