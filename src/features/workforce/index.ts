// The few things of the workforce that other features may use.
export {
  addTeamOfReturn,
  addWorkers,
  numberedWorkers,
  reopenPosts,
  teamOfReturn,
  type WorkerHere,
  type WorkerToAdd,
} from './bring-in.ts'
export { keepMirroredStaff, type MirroredTeam, type MirroredWorker } from './mirrored-staff.ts'
