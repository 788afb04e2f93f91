import type { Transporter } from 'nodemailer'

// Plain e-mail to colleagues, as the rest of the house knows it. A message is a sentence and a link: never a child's data.

export type Message = { to: string; subject: string; text: string }
export type Mail = {
  /** Resolves when the mail server has taken the message; throws when it has not. */
  send: (message: Message) => Promise<void>
  close: () => void
}

/** Mail through a server: `url` is smtp://user:password@host:port or smtps://..., `from` what recipients see. */
export const smtpMail = (url: string, from: string): Mail => {
  const { protocol } = new URL(url)
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw new Error('SMTP_URL must begin with smtp:// or smtps://')
  let transport: Transporter | null = null
  return {
    send: async (message) => {
      // Loaded when there is something to send: it takes a tenth of the time a service needs to start.
      const { createTransport } = await import('nodemailer')
      transport ??= createTransport(url, { from, disableFileAccess: true, disableUrlAccess: true })
      await transport.sendMail(message)
    },
    close: () => transport?.close(),
  }
}

/** The twin for tests: keeps what was sent; `failing` makes the server refuse. */
export const memoryMail = (): Mail & { sent: Message[]; failing: boolean } => {
  const twin = {
    sent: [] as Message[],
    failing: false,
    send: async (message: Message) => {
      if (twin.failing) throw new Error('the mail server did not take it')
      twin.sent.push(message)
    },
    close: () => {},
  }
  return twin
}

/** The mail server of the settings; null without one: notices then stand on their page alone. */
export const mailFrom = (environment: Readonly<Record<string, string | undefined>>): Mail | null => {
  const url = environment.SMTP_URL
  return url ? smtpMail(url, environment.SMTP_FROM ?? 'Joined Up <no-reply@localhost>') : null
}
