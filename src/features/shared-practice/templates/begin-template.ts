import { z } from 'zod'
import { oneOf, words } from '../../../web/form.ts'
import { page, redirect, task } from '../../../web/task.ts'
import { beginTemplate } from './queries.ts'
import { standardContent, templateKindNames, templateKinds } from './standards.ts'

/** Begins a template or policy of a council, in the words the product comes with; the next step is to change them. */
export const beginTemplateOf = task({
  may: 'run shared practice',
  form: () =>
    z.object({
      kind: oneOf(templateKindNames, 'Select what it is for'),
      name: words('Enter a name', { limit: 120, what: 'The name' }),
    }),
  async show({ councilId, look, form }) {
    return page('shared-practice/templates/begin-template', {
      form,
      look: look(councilId),
      kinds: templateKindNames.map((value) => ({ value, text: templateKinds[value] })),
    })
  },
  async submit({ db, viewer, councilId, answers, today, now }) {
    const templateId = await beginTemplate(db, {
      councilId,
      kind: answers.kind,
      name: answers.name,
      content: standardContent[answers.kind],
      by: viewer.workerId,
      at: now,
      on: today,
    })
    return redirect(
      `/${councilId}/practice/templates/${templateId}/change`,
      'It is begun, in the words the product comes with. Change them here.',
    )
  },
})
