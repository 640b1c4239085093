type Level = 'gold' | 'silver'

const points: Record<Level, number> = { gold: 100, silver: 25 }

export const pointsFor = (level: Level): number => points[level]
