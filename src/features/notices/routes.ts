import { type Route, route } from '../../web/task.ts'
import { seeNotices } from './see-notices.ts'

export const routes: Route[] = [route('/notices', seeNotices)]
