// The other visit tests make: a mule still gets past a small hole in the road, seen today. It asks for no paper and for
// no name; each test changes what it is about.
import type { Visit } from './people.ts'

export const road: Visit = {
  event: 'road',
  pack: 'xx.road-report',
  answers: {
    service_code: 'pothole',
    severity: 'minor',
    passable: 'mule',
    position: { lat: '31.2503', lon: '-7.9776' },
    since: 'today',
  },
}
