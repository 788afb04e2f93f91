import type { Database } from './database/open.ts'
import { type Job, startJobs } from './jobs.ts'
import { addDevelopmentProvider, type DemonstrationPerson } from './outside/identity/development-provider.ts'
import { readyRenderer } from './web/render.ts'
import { buildServer, type Log } from './web/server.ts'
import { addSignIn, type Identity } from './web/sign-in.ts'
import type { Route } from './web/task.ts'

export type ServiceOptions = {
  database: Database
  routes: readonly Route[]
  log: Log
  origin: string
  port: number
  host: string
  production: boolean
  people: readonly DemonstrationPerson[]
  issuer?: string | undefined
  clientId?: string | undefined
  clientSecret?: string | undefined
  now?: () => Temporal.Instant
  onQuery?: () => void
  /** what runs beside the pages; none in tests */
  jobs?: readonly Job[]
}

/** Puts the server together with its sign-in and starts listening. */
export const startService = async (options: ServiceOptions): ReturnType<typeof buildServer> => {
  const app = await buildServer(options)
  const render = readyRenderer()
  const plain = (view: string, model: object) =>
    render(view, {
      ...model,
      form: null,
      site: {
        look: null,
        viewer: null,
        navigation: [],
        path: '',
        csrf: '',
        said: null,
        evaluation: options.database.kind === 'embedded',
      },
    })
  const identity: Identity = options.issuer
    ? {
        issuer: options.issuer,
        clientId: options.clientId ?? 'joined-up',
        clientSecret: options.clientSecret,
        insecure: false,
      }
    : await addDevelopmentProvider(app, {
        origin: options.origin,
        production: options.production,
        people: options.people,
        renderChoice: (model) => plain('web/choose-person', model),
      })
  addSignIn(app, {
    database: options.database,
    identity,
    origin: options.origin,
    render: plain,
    ...(options.now ? { now: options.now } : {}),
  })
  const jobs = startJobs(options.database, options.jobs ?? [], options.log, options.now)
  app.addHook('onClose', () => jobs.stop())
  await app.listen({ port: options.port, host: options.host })
  return app
}
