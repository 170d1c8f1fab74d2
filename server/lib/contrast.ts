/** #rrggbb */
export const COLOUR = /^#[0-9a-fA-F]{6}$/;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The same colour so much darker: 0.8 is a fifth. */
export function darker(colour: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const part = Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * share);
    return part.toString(16).padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
