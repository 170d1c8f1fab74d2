/** Somebody is away, and perhaps somebody signs in their place. JST days, inclusive. */
export interface Absence {
  readonly id: string;
  readonly staffId: string;
  readonly deputyId: string | null;
  readonly from: string;
  readonly to: string;
}

export function absenceOn(
  absences: readonly Absence[],
  staffId: string,
  day: string,
): Absence | undefined {
  return absences.find((one) => one.staffId === staffId && one.from <= day && day <= one.to);
}
