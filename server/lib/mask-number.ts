/** Hides all but the last digits, so that its owner knows it again and nobody else can use it. */
export function maskNumber(digits: string, shown = 3): string {
  return `${'•'.repeat(Math.max(0, digits.length - shown))}${digits.slice(-shown)}`;
}
