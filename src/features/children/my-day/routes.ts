import { type Route, route } from '../../../web/task.ts'
import { seeMyDay } from './see-my-day.ts'

export const myDayRoutes: Route[] = [route('/', seeMyDay)]
