import { z } from 'zod'
import { oneOf, startingWith } from '../../../web/form.ts'
import { invalid, notFound, page, redirect, task } from '../../../web/task.ts'
import { effectOn } from './effect.ts'
import { changeUse, differencesOf, stopUsing, useOf, versionsOf } from './queries.ts'
import { spoken } from './shown.ts'

const ways = ['follow', 'keep', 'take', 'stop'] as const

/** How a council uses a template: follow, stay, take the newest version now, or stop. */
export const changeTemplateUse = task({
  may: 'run shared practice',
  form: () => z.object({ way: oneOf(ways, 'Select how it is used from now on') }),
  async show({ db, viewer, councilId, params, look, form }) {
    const use = await useOf(db, councilId, params.templateId ?? '')
    if (!use) return notFound
    const own = use.sourceId === councilId
    const seen = viewer.scopes.directory.includes(use.sourceId)
    const [newest] = seen ? await versionsOf(db, use.sourceId, use.templateId, 1) : []
    const newer = newest && newest.version > use.version ? newest : null
    const mine = await differencesOf(db, [councilId], use.templateId)
    return page('shared-practice/templates/change-use', {
      form: startingWith(form, { way: use.follows ? 'follow' : 'keep' }),
      use,
      look: look(councilId),
      source: look(use.sourceId),
      newer,
      effect: newer ? spoken(effectOn(use.content, newer.content, mine)) : null,
      back: `/${councilId}/practice/templates/${use.templateId}`,
      ways: [
        ...(own
          ? []
          : [
              { value: 'follow', text: 'Take every new version at once' },
              { value: 'keep', text: 'Keep the version it has until somebody takes a newer one' },
            ]),
        ...(newer ? [{ value: 'take', text: `Take version ${newer.version} now, and no other by itself` }] : []),
        {
          value: 'stop',
          text: `${look(councilId).name} stops using it`,
          hint: use.kind === 'policy' ? 'Its history stays' : 'Its forms then ask in the words the product comes with',
        },
      ],
    })
  },
  async submit({ db, viewer, councilId, params, answers, today, now }) {
    const use = await useOf(db, councilId, params.templateId ?? '')
    if (!use) return notFound
    const path = `/${councilId}/practice/templates/${use.templateId}`
    if (answers.way === 'stop') {
      await stopUsing(db, councilId, use.templateId, today, viewer.workerId)
      return redirect('/practice', 'It is no longer used.')
    }
    if (use.sourceId === councilId)
      return invalid({ way: 'The council that answers for a template has its newest version' })
    const seen = viewer.scopes.directory.includes(use.sourceId)
    const [newest] = seen ? await versionsOf(db, use.sourceId, use.templateId, 1) : []
    const taken = answers.way !== 'keep' && newest ? newest : use
    await changeUse(db, councilId, use.templateId, {
      follows: answers.way === 'follow',
      version: taken.version,
      content: taken.content,
      at: taken === use ? use.reachedAt : now,
    })
    return redirect(path, 'Kept. Every difference of this council stays.')
  },
})
