// Telling a colleague to look at something: other features tell, and the worker reads it here or from an e-mail.

export { type Telling, tell, unreadCount } from './queries.ts'
export { sendWaitingNotices } from './send-waiting.ts'
