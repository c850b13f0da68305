const DAY = /-(?<year>20\d{2})-?(?<month>[01]\d)-?(?<day>[0-3]\d)(?=$|[:-])/

/** The day that a dated id ends in, as an ISO day; not every maker dates its ids. */
export function versionOf(id: string): string | undefined {
  const { year, month, day } = DAY.exec(id)?.groups ?? {}
  return year && month && day ? `${year}-${month}-${day}` : undefined
}
