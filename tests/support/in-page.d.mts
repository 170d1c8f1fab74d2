export function findOverflow(): string[];
export function findSmallTargets(least: number): string[];
export function enlargeText(): number;
export function restoreText(): void;
export function readTexts(): { lang: string; text: string; needsRuby: boolean }[];
export function describeFocus():
  | { name: string; ring: boolean; covered: boolean; isSubmit: boolean }
  | undefined;
