// Short fictional texts: what workers write down and what children say. Written for this demonstration, about nobody.
import type { Random } from '../src/lib/random.ts'

const notes: readonly string[] = [
  'Telephone call with school. {name} has settled with the new seating plan and ate lunch with two friends this week. Attendance is better than last month.',
  'Met {name} at home. We looked at the photographs from the summer and made a list of people who help. {name} asked to choose where we meet next time.',
  'Text from mum: she cannot make Thursday. Agreed Friday at four, after school.',
  'Health visitor called: weight is following the line, and the checks are up to date.',
  'Spoke with the housing officer about the damp in the bedroom. An inspection is booked for next week; I will go along.',
  'Group discussion with the team: what are we curious about, and whose view is missing? Agreed to ask grandfather.',
  '{name} showed me the drawing for the review. It can go on the front of the plan if {name} still wants it there.',
  'Dad rang, upset after the meeting. Listened, went through what was decided and why, and offered a time with his advocate.',
  'Home visit. The kitchen is tidy and there is food in; the stair gate is fitted. Grandmother was there and stays on Mondays.',
  'Email from the nursery: {name} has joined the story group and is using more words.',
  'Tried the door at 16:10; nobody in. Left a card and rang at 17:00. Will go back tomorrow morning.',
  'Call with the police officer in the case: no further action, letter to follow. Told mum the same day.',
  'Foster carer says {name} slept through four nights out of seven. The night light helps.',
  'Joint visit with the clinician. We tried the family map again; two new names were added.',
  'Spoke to {name} on the way back from football. Wants to see big sister more often. I said I would find out and answer by Wednesday.',
  'Answered {name}: contact with sister is now every second Saturday, starting this week.',
  'Meeting at school with the designated teacher: extra reading help until Easter and a quiet place at break.',
  'GP letter received and filed: asthma review done, new inhaler at school and at home.',
  'Interpreter booked for the next three visits, the same person each time as the family asked.',
  'Money: emergency payment agreed for a washing machine. Receipt seen.',
  'Family meeting held. Aunt will do the school run on two days; the plan is in the family’s own words.',
  'Dad has finished six of eight sessions. The group leader says he speaks up for what the children need.',
  'Virtual school: laptop delivered, tutor begins on Monday.',
  'Checked the bedroom with {name}, who wanted me to see the new shelf.',
  'Reviewed the safety plan with mum. She named two neighbours she would go to and has the numbers on her phone.',
  'Independent visitor took {name} bowling. {name} says it was “actually fun”.',
]

const wordsUnder8: readonly string[] = [
  'I like it when nan makes the soup.',
  'My bed has a blue blanket. I want to keep it.',
  'I don’t like shouting. I go to my cat.',
  'Can I see my brother on my birthday?',
  'My teacher is nice. She lets me water the plants.',
  'I want mummy to not be tired.',
  'I got a sticker for sharing.',
  'When I am big I will drive the bus.',
]
const words8To12: readonly string[] = [
  'I want people to tell me things before they happen, not after.',
  'It is quieter now. I can do my homework at the table.',
  'I miss my old school but I have one good friend here.',
  'Please ask me first if you want to talk at school, everyone looks.',
  'I’d like to do football again. Nobody has sorted it out yet.',
  'I feel safe at my aunt’s house because she always picks up.',
  'My worker changed again and I had to say everything again.',
  'I made a list of what I want in my plan and I want it written my way.',
]
const words13Up: readonly string[] = [
  'I’m doing okay. College is long but I like the practical days.',
  'Don’t talk about me in the corridor. Sit down and talk to me.',
  'I want to stay here until my exams are done. Moving now would mess it up.',
  'I told you about the travel card three times. Can someone just answer?',
  'My carer actually listens. She knows when to leave me alone.',
  'I want to see my mum but with somebody there, at the café, not the office.',
  'It’s hard being the one who has to translate everything at home.',
  'I’d like to cook for my review. Then people might stay and eat.',
]
const wordsLeaver: readonly string[] = [
  'The flat is mine and it is warm. I need help reading the letters about council tax.',
  'I got the apprenticeship! I start on the second.',
  'Some weeks I only speak to my PA. Thank you for picking up.',
  'I want to know what happens when I turn 25 before I turn 25.',
  'I miss living with people. Thinking about asking to move closer to my foster mum.',
  'I’m saving for driving lessons.',
]

const supervisions: readonly string[] = [
  'Went through the plan: what has changed for {name} since last month? Actions: speak to school, see {name} alone, update the family map.',
  'Talked about what is going well and what we are avoiding. Agreed a visit with the health visitor.',
  'Reviewed the chronology together. The pattern at weekends needs a conversation with dad; the worker will ask for a joint visit.',
  'The worker described what {name} sees on an ordinary morning. Next: the bedroom, the money, the aunt’s offer.',
]

const decisions: readonly string[] = [
  'Agreed to continue with the plan for twelve weeks, with these changes written in.',
  'Agreed the change of school transport; funding confirmed.',
  'Considered legal advice: threshold for proceedings is not met today; review in six weeks.',
  'Agreed that the family meeting should happen before the next review, not after it.',
]

const why: Readonly<Record<string, readonly string[]>> = {
  N1: [
    'We are involved because school and neighbours were worried about shouting and about who was at home in the evenings.',
    'The police were called to the house twice in the spring. We are working with both parents so that home is safe.',
    'There was not enough food or heat at home last winter. We visit to see that this has changed and lasts.',
  ],
  N2: [
    'We help the family get the right support for a disability: breaks, equipment and one plan with health and school.',
  ],
  N3: [
    'A parent’s illness makes some weeks very hard. Relatives and services take turns, and we hold the plan together.',
  ],
  N4: ['A sudden crisis at home: we are helping the family through it and expect to step back within months.'],
  N5: ['The family has had help many times before. We are trying one plan, made with grandparents and the school.'],
  N6: [
    'Worries outside the home: older peers, missing evenings and what that may lead to. We plan with the young person.',
  ],
  N7: [
    'Debt and an eviction notice. We are helping with housing and money so that the children can stay where they are.',
  ],
  N8: ['No parent can look after this child at present. We are responsible for the child’s home, school and health.'],
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T

export const noteFor = (random: Random, name: string): string => pick(random, notes).replaceAll('{name}', name)
export const supervisionFor = (random: Random, name: string): string =>
  pick(random, supervisions).replaceAll('{name}', name)
export const decisionFor = (random: Random): string => pick(random, decisions)
export const whyFor = (random: Random, need: string): string => pick(random, why[need] ?? (why.N4 as readonly string[]))
export const wordsFor = (random: Random, age: number): string =>
  pick(random, age < 8 ? wordsUnder8 : age < 13 ? words8To12 : age < 18 ? words13Up : wordsLeaver)
