import wixData from 'wix-data'
import { pointsOf } from './points'

export async function award(memberId) {
  await wixData.insert('Awards', { memberId })
  const { points } = await pointsOf(memberId)
  return points
}
