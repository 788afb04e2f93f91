import { type Route, route } from '../../../web/task.ts'
import { findAChild, seeFound } from './find-a-child.ts'

export const searchRoutes: Route[] = [route('/search', findAChild), route('/search/:searchId', seeFound)]
