import { z } from 'zod'
import { type Context, defineCommand, defineForm, option } from '../../src/bot/index.ts'
import {
  deleteDigest,
  digestForm,
  digestList,
  digestView,
  expectDigest,
  pauseDigest,
  resumeDigest,
  saveDigest,
  sendDigest,
} from '../../src/money/digests.ts'
import type { Card } from '../../src/ui/card.ts'

const replacing = (run: (context: Context, id: string) => Promise<Card>) =>
  ({ kind: 'replace', who: 'admin', run }) as const

const one = z.tuple([z.string().min(1, 'Choose one.')])

export default defineCommand({
  path: 'costs digest',
  summary: 'Post a cost report to a channel on a schedule',
  who: 'admin',
  options: z.object({
    channel: option.channel('Where to; this channel otherwise').optional(),
    schedule: option.text('daily 09:00, weekly mon 09:00, monthly 1 09:00 or cron', 60).optional(),
  }),
  run: (context, { channel, schedule }) =>
    channel === undefined && schedule === undefined
      ? digestList(context)
      : saveDigest(context, {
          channelId: channel ?? context.place.channelId,
          schedule: schedule ?? 'weekly mon 09:00',
        }),
  actions: {
    'digest.add': { kind: 'form', form: 'digest' },
    'digest.change': { kind: 'form', form: 'digest' },
    'digest.open': replacing(async (context, id) =>
      digestView(context, await expectDigest(context, id)),
    ),
    'digest.pause': replacing(pauseDigest),
    'digest.resume': replacing(resumeDigest),
    'digest.send': replacing(sendDigest),
    'digest.delete': replacing(deleteDigest),
  },
  forms: {
    digest: defineForm({
      who: 'admin',
      input: z.object({ channel: one, schedule: one }),
      build: digestForm,
      submit: (context, { channel: [channelId], schedule: [schedule] }, id) =>
        saveDigest(context, { channelId, schedule, ...(id !== '' && { id }) }),
    }),
  },
})
