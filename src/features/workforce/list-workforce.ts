import { isRole, roles } from '../../access/roles.ts'
import { nameWords } from '../../lib/names.ts'
import { page, task } from '../../web/task.ts'
import { directoryPage } from './queries.ts'

const perPage = 50

/** Everybody with a post in the councils the viewer works with, found by name, role or council; fifty at a time. */
export const listWorkforce = task({
  may: 'see the workforce',
  async show({ db, viewer, query, look, today, now }) {
    const directory = viewer.scopes.directory
    const asked = Number(query.council ?? '')
    const councilId = directory.includes(asked) ? asked : null
    const role = isRole(query.role ?? '') ? (query.role as string) : null
    const words = nameWords(query.name ?? '').slice(0, 5)
    const at = Math.min(2000, Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1))
    const people = await directoryPage(
      db,
      directory,
      { words, councilId, role, page: at, size: perPage },
      { today, now },
    )
    const total = people[0]?.total ?? 0
    const chosen = new URLSearchParams({
      ...(query.name ? { name: query.name.slice(0, 100) } : {}),
      ...(councilId === null ? {} : { council: String(councilId) }),
      ...(role === null ? {} : { role }),
    }).toString()
    return page('workforce/list-workforce', {
      name: (query.name ?? '').slice(0, 100),
      councils: directory
        .map((id) => ({ value: String(id), text: look(id).name, chosen: id === councilId }))
        .sort((a, b) => a.text.localeCompare(b.text)),
      roles: Object.keys(roles).map((value) => ({
        value,
        text: value.charAt(0).toUpperCase() + value.slice(1),
        chosen: value === role,
      })),
      people: people.map((person) => ({
        ...person,
        path: `/${person.councilId}/workers/${person.workerId}`,
        posts: person.posts.map((post) => ({
          ...post,
          serves: [...new Set([post.employerId, ...post.serves])].map((id) => look(id)),
        })),
      })),
      total,
      at,
      pages: Math.max(1, Math.ceil(total / perPage)),
      chosen,
    })
  },
})
