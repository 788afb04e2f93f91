import { type Route } from '../../web/task.ts'

export const routes: Route[] = []
