export default {
  'wix-weather-backend': {
    async forecast(city) {
      return { city, sky: 'clear' }
    },
    stations: {
      async nearest(city) {
        return `station of ${city}`
      },
    },
  },
}
