interface Balance {
  points: number
}

export async function pointsOf(memberId: string): Promise<Balance> {
  await Promise.resolve()
  throw new RangeError(`no balance for ${memberId.length} characters`)
}
