// `joined-up demonstrate ssd DIR --council 319`: an extract to try the mirror with.
import { parseArgs } from 'node:util'
import { dayOf } from '../src/lib/day.ts'
import { writeExtract } from './ssd.ts'

const usage = `joined-up demonstrate ssd: an extract of the demonstration, as a council's own system would write it

  joined-up demonstrate ssd DIR --council 319 [--people 60000] [--change 2] [--night 1] [--seed TEXT] [--today 2026-11-22]

  --people   about so many people; without it the council as the demonstration has it
  --change   per cent of the people with something new, against the same extract without it
  --night    with --change: which night, so that the next brings something else

The people are made up. The same words make the same files.`

type Said = { say: (words: string) => void; now: Temporal.Instant }

export const demonstrateCommand = async (args: string[], { say, now }: Said): Promise<number> => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        council: { type: 'string', default: '319' },
        people: { type: 'string' },
        change: { type: 'string', default: '0' },
        night: { type: 'string', default: '1' },
        seed: { type: 'string', default: 'joined up' },
        today: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const [format, folder] = positionals
    if (values.help || format !== 'ssd' || folder === undefined) {
      say(usage)
      return values.help ? 0 : 2
    }
    const people = values.people === undefined ? null : Number(values.people)
    const change = Number(values.change)
    const night = Number(values.night)
    if (people !== null && !(people >= 100)) throw new Error('--people is a number from 100.')
    if (!(change >= 0 && change <= 100)) throw new Error('--change is a share in per cent, from 0 to 100.')
    if (!Number.isInteger(night)) throw new Error('--night is a whole number.')
    const today = values.today === undefined ? dayOf(now) : Temporal.PlainDate.from(values.today)
    const wanted = { councilId: Number(values.council), people, seed: values.seed, today, change, night }
    const made = writeExtract(folder, wanted)
    const number = (n: number): string => n.toLocaleString('en-GB')
    say(
      `${number(made.people)} people in ${number(made.rows)} rows in ${folder}${change > 0 ? `; of ${number(made.changed)} something is new` : ''}.`,
    )
    return 0
  } catch (error) {
    say((error as Error).message)
    say('joined-up demonstrate ssd --help tells how to say it.')
    return 2
  }
}
