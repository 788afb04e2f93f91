import { z } from 'zod'
import { dateField, oneOf, someOf, startingWith } from '../../../web/form.ts'
import { type Ask, invalid, page, redirect, refused, task } from '../../../web/task.ts'
import { recordSetting, settingsOn } from '../../councils/index.ts'
import { returnTitles } from '../record/rule-words.ts'
import { jointFilingOf, jointFilingSetting } from './joint-filing.ts'
import { returnNames } from './readiness.ts'

/** Councils it could file with: those whose directory the viewer knows. */
const others = ({ viewer, councilId, look }: Ask) =>
  viewer.scopes.directory
    .filter((id) => id !== councilId)
    .map((id) => look(id))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

const notTheirs = 'Your post does not run this council’s directory: somebody it employs sets this'

/** Says whether this council files with another, from a day on. */
export const changeJointFiling = task({
  may: 'set joint filing',
  form: (today) =>
    z.object({
      filing: oneOf(['alone', 'for the other', 'by the other'], 'Select who files'),
      council: z.string().optional(),
      returns: someOf(returnNames),
      holdsFrom: dateField({ what: 'Date it holds from', empty: 'Enter the date it holds from', today, future: true }),
    }),
  async show(ask) {
    const { db, councilId, viewer, look, today, form } = ask
    if (!viewer.scopes.manage.includes(councilId)) return refused(notTheirs)
    const held = jointFilingOf((await settingsOn(db, [councilId], jointFilingSetting, today)).get(councilId))
    const shown = startingWith(form, {
      filing: held === null ? '' : held.filedBy === councilId ? 'for the other' : 'by the other',
      council: held === null ? '' : String(held.withCouncil),
      returns: held?.returns ?? [],
    })
    const chosen = [shown.values.returns ?? []].flat()
    return page('returns/readiness/change-joint-filing', {
      council: look(councilId),
      shown,
      choices: [
        { value: 'alone', text: `${look(councilId).name} files its own returns` },
        { value: 'for the other', text: `${look(councilId).name} files for the other council too` },
        { value: 'by the other', text: `The other council files for ${look(councilId).name}` },
      ],
      others: others(ask).map((one) => ({ value: String(one.councilId), text: one.name })),
      returns: returnNames.map((value) => ({ value, text: returnTitles[value], checked: chosen.includes(value) })),
    })
  },
  async submit(sent) {
    const { db, councilId, viewer, answers } = sent
    if (!viewer.scopes.manage.includes(councilId)) return refused(notTheirs)
    const alone = answers.filing === 'alone'
    const other = others(sent).find((one) => String(one.councilId) === answers.council)
    const errors = {
      ...(alone || other ? {} : { council: 'Select the other council' }),
      ...(alone || answers.returns.length > 0 ? {} : { returns: 'Select at least one return' }),
    }
    if (Object.keys(errors).length > 0) return invalid(errors)
    const value =
      alone || !other
        ? { withCouncil: null }
        : {
            withCouncil: other.councilId,
            filedBy: answers.filing === 'for the other' ? councilId : other.councilId,
            returns: answers.returns,
          }
    await recordSetting(db, {
      councilId,
      name: jointFilingSetting,
      holdsFrom: answers.holdsFrom,
      value,
      setBy: viewer.workerId,
    })
    return redirect(
      `/${councilId}/returns/joint-filing`,
      alone
        ? 'Saved: this council files its own returns from that day.'
        : `Saved. ${other?.name ?? 'The other council'} has to say the same of its own returns.`,
    )
  },
})
