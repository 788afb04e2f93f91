import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Adapter, AdapterPayload, Provider } from 'oidc-provider'

export type DemonstrationPerson = { subject: string; name: string; title: string; councilName: string; shows: string }

const prefix = '/development-identity'
const clientId = 'joined-up'

/** Loaded only when it is used; it warns of a Node newer than the list it was published with. */
const providerClass = async () => {
  // biome-ignore-start lint/suspicious/noConsole: another's voice is stilled, ours is not raised
  const heard = console.warn
  console.warn = () => {}
  // biome-ignore-end lint/suspicious/noConsole: as above
  try {
    return (await import('oidc-provider')).Provider
  } finally {
    console.warn = heard
  }
}

/** Everything the provider remembers, in memory and only while it runs. */
const memory = () => {
  const held = new Map<string, AdapterPayload>()
  return (name: string): Adapter => {
    const key = (id: string) => `${name}:${id}`
    const by = async (field: 'uid' | 'userCode', value: string) =>
      [...held.entries()].find(([at, payload]) => at.startsWith(`${name}:`) && payload[field] === value)?.[1]
    return {
      upsert: async (id, payload) => void held.set(key(id), payload),
      find: async (id) => held.get(key(id)),
      findByUid: (uid) => by('uid', uid),
      findByUserCode: (code) => by('userCode', code),
      consume: async (id) => {
        const payload = held.get(key(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => void held.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [at, payload] of held) if (payload.grantId === grantId) held.delete(at)
      },
    }
  }
}

/**
 * An OpenID provider for evaluation: the real protocol, and a page where anybody picks whom to be.
 * Refuses to start as soon as any production setting is on.
 */
export const addDevelopmentProvider = async (
  app: FastifyInstance,
  options: {
    origin: string
    production: boolean
    people: readonly DemonstrationPerson[]
    renderChoice: (model: { people: readonly DemonstrationPerson[]; action: string }) => string
  },
): Promise<{ issuer: string; clientId: string; insecure: true }> => {
  if (options.production)
    throw new Error(
      'The development sign-in lets anybody be anybody: it does not start in production. Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
    )
  const issuer = `${options.origin}${prefix}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const store = memory()
  const provider: Provider = new (await providerClass())(issuer, {
    adapter: store,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'development' }] },
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${options.origin}/sign-in/return`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `${prefix}/choose/${interaction.uid}` },
    findAccount: (_context, subject) => ({ accountId: subject, claims: async () => ({ sub: subject }) }),
    loadExistingGrant: async (context) => {
      const grant = new provider.Grant({ clientId, accountId: context.oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    ttl: { Session: 60, Interaction: 600, AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Grant: 60 },
    renderError: async (context) => {
      context.type = 'text/plain'
      context.body = 'This sign-in cannot go on. Start again from the first page.'
    },
  })
  const answer = provider.callback()

  await app.register((inside, _options, registered) => {
    // The provider reads its own bodies.
    inside.removeAllContentTypeParsers()
    inside.addContentTypeParser('*', (_request, _payload, done) => done(null))
    inside.all(`${prefix}/*`, (request, reply) => {
      reply.hijack()
      const raw = request.raw as typeof request.raw & { originalUrl?: string }
      raw.originalUrl = raw.url ?? ''
      raw.url = raw.originalUrl.slice(prefix.length)
      void answer(raw, reply.raw)
    })
    registered()
  })
  app.get(`${prefix}/choose/:uid`, async (request, reply) => {
    const uid = (request.params as { uid: string }).uid
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(options.renderChoice({ people: options.people, action: `${prefix}/choose/${encodeURIComponent(uid)}` }))
  })
  app.post(`${prefix}/choose/:uid`, async (request, reply) => {
    const subject = String((request.body as { subject?: string } | undefined)?.subject ?? '')
    if (!options.people.some((person) => person.subject === subject))
      return reply.code(303).header('location', '/sign-in').send()
    reply.hijack()
    await provider.interactionFinished(
      request.raw,
      reply.raw,
      { login: { accountId: subject, remember: false } },
      { mergeWithLastSubmission: false },
    )
  })
  return { issuer, clientId, insecure: true }
}
