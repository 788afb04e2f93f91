import { sql } from 'kysely'
import type { Database } from '../../database/open.ts'
import { inTransaction, noWalls } from '../../database/transaction.ts'
import type { Mail } from '../../outside/mail/mail.ts'
import { looksNow } from '../../web/looks.ts'

type Taken = { council_id: number; notice_id: string; email: string; words: string; path: string }

const atOnce = 50

/**
 * Sends the notices that nobody has mailed: one plain message each, its words and a link below `origin`. Several processes
 * may do this at once, and each notice goes out by one of them. What is older than two days is not sent any more.
 * Answers how many were sent and how many the mail server did not take: those are tried again later.
 */
export const sendWaitingNotices = async (
  database: Database,
  mail: Mail,
  now: Temporal.Instant,
  origin: string,
): Promise<{ sent: number; failed: number }> => {
  const councils = (await looksNow(database)).ids()
  const walls = { ...noWalls, directory: councils }
  const taken = await inTransaction(
    database,
    async ({ db }) => {
      const since = now.subtract({ hours: 48 }).toString()
      const { rows } = await sql<Taken>`
        select * from take_notices_to_mail(${since}::timestamptz, ${now.toString()}::timestamptz, ${atOnce})`.execute(
        db,
      )
      return { result: rows }
    },
    { walls },
  )
  let sent = 0
  for (const one of taken) {
    try {
      await mail.send({
        to: one.email,
        subject: one.words,
        text: `${one.words}\n\n${origin}${one.path}\n\nSign in to see it. This message holds nothing about any child.\n`,
      })
    } catch {
      // It is taken again in five minutes. Why a server refuses may quote an address, so it is not written down.
      continue
    }
    await inTransaction(
      database,
      async ({ db }) => {
        await sql`select notice_was_mailed(${one.council_id}, ${one.notice_id}::uuid, ${now.toString()}::timestamptz)`.execute(
          db,
        )
        return { result: null }
      },
      { walls },
    )
    sent += 1
  }
  return { sent, failed: taken.length - sent }
}
