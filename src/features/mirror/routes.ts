import { type Route, route } from '../../web/task.ts'
import { seeMirror } from './see-mirror.ts'

export const routes: Route[] = [route('/:councilId/mirror', seeMirror)]
