import { rockets } from 'wix-rockets-backend'
import weather from 'wix-weather-backend'

export async function wixBadges_onBadgeAssigned() {
  const forecast = await weather.forecast('Oslo')
  const station = await weather.stations.nearest('Oslo')
  const launched = await rockets.launch('now')
  return { forecast, station, launched: launched === undefined }
}
