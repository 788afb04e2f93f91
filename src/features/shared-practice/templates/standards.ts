import type { Content, Item, Limit, Section } from './template.ts'

// The words our own forms begin with. A council that uses no template of a kind reads these; a new template starts from
// them. {child} stands for what the child is called.

export const templateKinds = {
  visit: 'Form for a visit',
  'case note': 'Form for a case note',
  'night contact': 'Form for a contact at night',
  policy: 'Policy or guidance',
} as const
export type TemplateKind = keyof typeof templateKinds
export const templateKindNames = Object.keys(templateKinds) as TemplateKind[]
export const isTemplateKind = (text: string): text is TemplateKind => Object.hasOwn(templateKinds, text)

const asks = (
  key: string,
  prompt: string,
  help = '',
  more: Partial<{ law: string; needed: boolean; limit: Limit }> = {},
): Item => ({ key, prompt, help, words: '', limit: null, law: null, needed: false, ...more })
const needed = { needed: true }
const section = (key: string, title: string, ...items: Item[]): Section => ({ key, title, items })

const visit: Content = {
  sections: [
    section('remember', 'To bear in mind'),
    section(
      'visit',
      'The visit',
      asks('kind', 'Kind of visit', '', needed),
      asks('visitedOn', 'When was the visit?', 'For example, 27 3 2026', needed),
      asks('time', 'Time (optional)', 'For example, 16:15'),
      asks('place', 'Where was it?', '', needed),
      asks('seen', 'Did you see {child}?', '', needed),
      asks(
        'seenAlone',
        'If you saw {child}: was it alone?',
        'Without a parent or carer in the room, for some of the time. A child should have the chance to speak for themselves.',
        {
          needed: true,
          law: 'Care Planning, Placement and Case Review (England) Regulations 2010, regulation 29: the child is spoken to in private',
        },
      ),
      asks('notAloneBecause', 'If not alone: why not? (optional)'),
      asks('notSeenBecause', 'If you did not see {child}: why not?', '', needed),
      asks('present', 'Who else was there? (optional)', 'Names, and who they are to {child}'),
    ),
    section(
      'account',
      'What happened',
      asks(
        'happened',
        'What happened?',
        'What you saw and heard, what you think it means for {child}, and what was agreed.',
        needed,
      ),
      asks(
        'ownWords',
        '{child}’s own words (optional)',
        'As they said them. They stand at the top of the page, above ours.',
        {
          needed: true,
          law: 'Children Act 1989, sections 17(4A), 22(4) and 47(5A): the child’s wishes and feelings are found out',
        },
      ),
      asks(
        'mayShow',
        'If you wrote {child}’s words: did they agree that we show them?',
        'Leave this empty when there are no words.',
        needed,
      ),
      asks('nextOn', 'When is the next visit planned? (optional)', 'You can leave this empty.'),
    ),
  ],
}

const note: Content = {
  sections: [
    section('remember', 'To bear in mind', asks('reader', 'Write it so that {child} could read it one day.')),
    section(
      'the-note',
      'The note',
      asks('kind', 'What is it about?', '', needed),
      asks('happenedOn', 'When did it happen?', 'For example, 27 3 2026', needed),
      asks('title', 'Title (optional)', 'A few words, for the list of notes'),
      asks('note', 'The note', '', needed),
    ),
  ],
}

const act = (where: string): string => `Children Act 1989, section ${where}`

const nightContact: Content = {
  sections: [
    section(
      'remember',
      'To bear in mind',
      asks('danger', 'If a child is in danger now, ring 999 first and write afterwards.'),
    ),
    section(
      'contact',
      'The contact',
      asks(
        'who-told-us',
        'Who told us, and how can they be reached?',
        'Name, who they are to the child, and a number',
        needed,
      ),
      asks('what-happened', 'What happened?', 'In the caller’s words as far as you can', needed),
      asks(
        'who-is-with-child',
        'Who is with the child?',
        'Every adult who is there, and who is looking after the child',
        needed,
      ),
      asks('where-now', 'Where is the child now?', 'The address, and until when they stay there', needed),
      asks(
        'other-children',
        'Are there other children there?',
        'Their names and ages, and who looks after them tonight',
      ),
    ),
    section(
      'police-protection',
      'Only if the police have taken the child into protection',
      asks(
        'protection-began',
        'When did the police take the child into protection?',
        'Day and time. It ends 72 hours later at the latest.',
        {
          law: act('46(1) and (6): 72 hours at most'),
          limit: { number: 72, unit: 'hours' },
        },
      ),
      asks(
        'designated-officer',
        'Designated officer’s name and number',
        'Who enquires into the case for the police, and their force and station',
        {
          law: act('46(3)(e) and (9)'),
        },
      ),
      asks(
        'child-told',
        'Has the child been told what is happening, and what may happen next?',
        'In words they understand',
        {
          law: act('46(3)(c)'),
        },
      ),
      asks('child-wishes', 'What does the child want?', 'The child’s wishes and feelings, in their own words', {
        law: act('46(3)(d)'),
      }),
      asks(
        'parents-told',
        'Have the parents been told?',
        'Each parent, everybody with parental responsibility, and whoever the child was living with: by whom, when, and what they said',
        {
          law: act('46(4)'),
        },
      ),
      asks(
        'contact-tonight',
        'Who may see or ring the child tonight?',
        'What the designated officer decided, and why',
        {
          law: act('46(10)'),
        },
      ),
      asks(
        'accommodation',
        'Have the police asked us to look after the child?',
        'Where the child stays, and who agreed to it',
        {
          law: act('21(2)(a) and 46(3)(f)'),
        },
      ),
      asks(
        'enquiries',
        'Who begins the enquiries, and when?',
        'Enquiries are made whenever a child is in police protection',
        {
          law: act('47(1)(a)(ii)'),
        },
      ),
      asks(
        'order-needed',
        'Is an emergency protection order needed before it ends?',
        'Whether legal advice was asked for, and what it was',
      ),
    ),
    section(
      'the-decision',
      'The decision',
      asks('decision', 'What was decided, and why?', '', needed),
      asks('manager', 'Which manager was consulted?', 'Name, time, and what they said'),
      asks(
        'needed-next',
        'What is needed next, and by when?',
        'For the day team, in the order in which it matters',
        needed,
      ),
    ),
  ],
}

/** A policy begins with nothing but its own headings. */
const policy: Content = {
  sections: [
    section('policy', 'Policy', {
      ...asks('purpose', 'What this is for'),
      words: 'Say here what the policy is for and whom it is about.',
    }),
  ],
}

export const standardContent: Readonly<Record<TemplateKind, Content>> = {
  visit,
  'case note': note,
  'night contact': nightContact,
  policy,
}
