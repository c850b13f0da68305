// Writes test/fixtures/routing/synthetic.jsonl: prompts of our own with scores of three invented models, so that
// `npm run eval:routing` can be tried and tested without anybody's data. The same program writes the same file.
import { mkdirSync, writeFileSync } from 'node:fs'

let state = 20_261_124
/** Mulberry32: 0 … 1, the same sequence each time. */
function random() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}
const pick = list => list[Math.floor(random() * list.length)]
const number = (from, to) => Math.floor(from + random() * (to - from))

const towns = [
  'Ghent',
  'Lima',
  'Osaka',
  'Turin',
  'Accra',
  'Bergen',
  'Quito',
  'Perth',
  'Riga',
  'Tunis',
]
const goods = ['pens', 'tickets', 'crates', 'bolts', 'apples', 'lamps', 'cables', 'tiles', 'books']
const things = [
  'a login form',
  'a job queue',
  'a price list',
  'a chat thread',
  'an audit log',
  'a cache',
]
const languages = ['Python', 'TypeScript', 'SQL', 'Go', 'Java', 'Rust']
const texts = ['release note', 'support reply', 'meeting summary', 'job advert', 'status update']
const fields = [
  'the rationals',
  'a finite group',
  'a metric space',
  'the even integers',
  'a planar graph',
]

/** How hard each kind is, and how it is asked. */
const kinds = [
  [
    -2,
    () =>
      `${pick(['Hi', 'Hello', 'Thanks', 'Good morning', 'Great'])}, ${pick(['team', 'bot', 'all'])}${pick(['!', '.', ''])}`,
  ],
  [
    -1.2,
    () =>
      `${pick(['Which country is', 'What is the population of', 'When was', 'Who is the mayor of'])} ${pick(towns)}${pick([' in', ' founded', ''])}?`,
  ],
  [
    -0.8,
    () =>
      `${pick(['Translate', 'Rephrase', 'Shorten'])} for a ${pick(texts)}: our office in ${pick(towns)} is closed on ${number(2, 28)} May.`,
  ],
  [
    -0.2,
    () =>
      `Write a ${pick(texts)} about ${pick(things)}, at most ${number(40, 200)} words, without jargon.`,
  ],
  [
    0.6,
    () =>
      `${pick(['Ada', 'Ben', 'Cleo'])} buys ${number(3, 60)} ${pick(goods)} at $${number(2, 19)} each, returns ${number(1, 3)}, and shares the cost equally with ${number(2, 6)} friends. How much does each pay in total?`,
  ],
  [
    1,
    () =>
      `Write a ${pick(languages)} function for ${pick(things)} that handles ${number(2, 9)} retries, and explain the algorithm.`,
  ],
  [
    1.6,
    () =>
      `Our ${pick(languages)} service deadlocks when ${number(2, 40)} workers write to ${pick(things)}. Analyze the root cause, compare two fixes and their trade-offs, then plan a rollout for ${pick(towns)}.`,
  ],
  [
    2.1,
    () =>
      `Prove that every bounded sequence over ${pick(fields)} has the property $x_{n+${number(1, 9)}} = x_n^{${number(2, 7)}}$ only if it is constant.`,
  ],
]

const models = { 'demo/small': [0.3, 0.3], 'demo/medium': [1.5, 2], 'demo/large': [2.9, 10] }

function line() {
  const [hardness, ask] = pick(kinds)
  const prompt = ask()
  const ownHardness = hardness + (random() - 0.5)
  const results = Object.entries(models).map(([id, [skill, usdPerMillion]]) => {
    const chance = 1 / (1 + Math.exp(1.8 * (ownHardness - skill)))
    const tokens = prompt.length / 4 + 150 + number(0, 150)
    const costUsd = Number(((tokens * usdPerMillion) / 1e6).toPrecision(6))
    return [id, { score: random() < chance ? 1 : 0, costUsd }]
  })
  return JSON.stringify({ prompt, models: Object.fromEntries(results) })
}

mkdirSync('test/fixtures/routing', { recursive: true })
const lines = Array.from({ length: 400 }, line)
writeFileSync('test/fixtures/routing/synthetic.jsonl', `${lines.join('\n')}\n`)
